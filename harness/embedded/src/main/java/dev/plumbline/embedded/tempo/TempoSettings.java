package dev.plumbline.embedded.tempo;

import dev.plumbline.embedded.config.Environment;
import dev.plumbline.embedded.config.StrictYaml;
import dev.plumbline.embedded.launch.Flags;
import dev.plumbline.embedded.launch.Launch;
import dev.plumbline.embedded.launch.LaunchException;
import dev.plumbline.embedded.launch.ListenAddress;
import dev.plumbline.embedded.tempo.generator.GeneratorSettings;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What Tempo is started with: flags over the file over defaults.
 *
 * @param http address of the API
 * @param otlpHttp address of the OTLP/HTTP receiver, if there is one
 * @param otlpGrpc address of the OTLP/gRPC receiver, if there is one
 * @param searchLag how long searches lag behind lookups by id
 * @param config the file
 */
record TempoSettings(
        InetSocketAddress http,
        Optional<InetSocketAddress> otlpHttp,
        Optional<InetSocketAddress> otlpGrpc,
        Duration searchLag,
        TempoConfig config) {
    /** Environment variable that makes searches lag behind lookups by id by so many seconds, as the real ones do. */
    static final String SEARCH_LAG = "PLUMBLINE_TEMPO_SEARCH_LAG_SECONDS";

    private static final Set<String> FLAGS = Set.of(
            "config.file",
            "target",
            "server.http-listen-address",
            "server.http-listen-port",
            "server.grpc-listen-address",
            "server.grpc-listen-port",
            "log.level",
            "storage.trace.local.path",
            "storage.trace.backend");
    private static final int DEFAULT_PORT = 80;

    static TempoSettings of(Launch launch) {
        Flags flags = Flags.parse(
                "tempo", launch.arguments(), FLAGS, Set.of("config.expand-env", "version", "multitenancy.enabled"));
        if (!flags.positional().isEmpty()) {
            throw new LaunchException(
                    "tempo: expected flags only, found '" + flags.positional().getFirst() + "'");
        }
        TempoConfig config = flags.value("config.file")
                .map(file -> read(file, flags, launch))
                .orElseGet(TempoSettings::none);
        String target = flags.value("target")
                .or(() -> Optional.ofNullable(config.target()))
                .orElse("all");
        if (!target.equals("all")) {
            throw new LaunchException(
                    "tempo: the stand-in is one process for everything; expected target 'all', found '" + target + "'");
        }
        TempoConfig.@Nullable Server server = config.server();
        String host = flags.value("server.http-listen-address")
                .or(() -> Optional.ofNullable(server).map(TempoConfig.Server::httpListenAddress))
                .orElse("");
        String port = flags.value("server.http-listen-port")
                .or(() -> Optional.ofNullable(server)
                        .map(TempoConfig.Server::httpListenPort)
                        .map(String::valueOf))
                .orElse(String.valueOf(DEFAULT_PORT));
        Optional<TempoConfig.Protocols> protocols = Optional.ofNullable(config.distributor())
                .map(TempoConfig.Distributor::receivers)
                .map(TempoConfig.Receivers::otlp)
                .map(TempoConfig.Otlp::protocols);
        return new TempoSettings(
                ListenAddress.parse(host + ":" + port),
                protocols.map(TempoConfig.Protocols::http).map(e -> endpoint(e, "localhost:4318")),
                protocols.map(TempoConfig.Protocols::grpc).map(e -> endpoint(e, "localhost:4317")),
                lag(launch),
                config);
    }

    private static InetSocketAddress endpoint(TempoConfig.Endpoint endpoint, String otherwise) {
        return ListenAddress.parse(endpoint.endpoint() == null ? otherwise : endpoint.endpoint());
    }

    private static Duration lag(Launch launch) {
        String seconds = launch.environment().getOrDefault(SEARCH_LAG, "0");
        if (!seconds.matches("\\d{1,6}")) {
            throw new LaunchException(SEARCH_LAG + ": expected whole seconds, found '" + seconds + "'");
        }
        return Duration.ofSeconds(Long.parseLong(seconds));
    }

    private static TempoConfig read(String file, Flags flags, Launch launch) {
        Path path = Path.of(file);
        if (!flags.isOn("config.expand-env")) {
            return StrictYaml.read(path, TempoConfig.class);
        }
        try {
            String text = Environment.expand(Files.readString(path), launch.environment());
            return StrictYaml.parse(file, text, TempoConfig.class);
        } catch (IOException e) {
            throw new LaunchException("cannot read " + file + ": " + e.getMessage(), e);
        }
    }

    /** Returns how metrics are generated; empty if no processor is switched on or nothing is written. */
    Optional<GeneratorSettings> generator() {
        List<String> processors = Optional.ofNullable(config.overrides())
                .map(TempoConfig.Overrides::defaults)
                .map(TempoConfig.Defaults::metricsGenerator)
                .map(TempoConfig.GeneratorDefaults::processors)
                .orElse(List.of());
        for (String processor : processors) {
            if (!processor.equals("span-metrics") && !processor.equals("service-graphs")) {
                throw new LaunchException("overrides.defaults.metrics_generator.processors: the stand-in knows"
                        + " span-metrics and service-graphs, found '" + processor + "'");
            }
        }
        return processors.isEmpty()
                ? Optional.empty()
                : Optional.ofNullable(config.metricsGenerator())
                        .map(g -> GeneratorOptions.of(Set.copyOf(processors), g));
    }

    private static TempoConfig none() {
        return new TempoConfig(null, null, null, null, null, null, null, null, null, null);
    }
}
