package dev.plumbline.embedded.loki;

import dev.plumbline.embedded.config.StrictYaml;
import dev.plumbline.embedded.launch.Flags;
import dev.plumbline.embedded.launch.Launch;
import dev.plumbline.embedded.launch.LaunchException;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads the command line and the configuration that it names. */
final class LokiFlags {
    private static final Set<String> VALUED = Set.of(
            "config.file",
            "target",
            "server.http-listen-address",
            "server.http-listen-port",
            "server.grpc-listen-address",
            "server.grpc-listen-port",
            "server.path-prefix",
            "log.level",
            "log.format",
            "common.path-prefix",
            "validation.max-entries-limit",
            "frontend.instance-addr");
    private static final Set<String> SWITCHES = Set.of(
            "config.expand-env",
            "version",
            "verify-config",
            "print-config-stderr",
            "auth.enabled",
            "reporting.enabled",
            "log-config-reverse-order");
    private static final Pattern VARIABLE = Pattern.compile("\\$\\{([A-Za-z_][A-Za-z0-9_]*)(?::?-([^}]*))?\\}");

    private final Flags flags;
    private final LokiConfig config;
    private final String text;

    private LokiFlags(Flags flags, LokiConfig config, String text) {
        this.flags = flags;
        this.config = config;
        this.text = text;
    }

    /** Returns the configuration as it was read, variables replaced; the real program adds its defaults. */
    String configuration() {
        return text;
    }

    static LokiFlags read(Launch launch) {
        Flags flags = Flags.parse("loki", launch.arguments(), VALUED, SWITCHES);
        if (!flags.positional().isEmpty()) {
            throw new LaunchException(
                    "loki: unexpected argument " + flags.positional().getFirst());
        }
        if (flags.isOn("version")) {
            throw new LaunchException("loki, version 3.7.6 (stand-in)");
        }
        String target = flags.value("target").orElse("all");
        if (!target.equals("all")) {
            throw new LaunchException("loki: the stand-in only runs the target all, not '" + target + "'");
        }
        String file =
                flags.value("config.file").orElseThrow(() -> new LaunchException("loki: -config.file is required"));
        String text = text(Path.of(file), flags.isOn("config.expand-env"), launch.environment());
        return new LokiFlags(flags, StrictYaml.parse(file, text, LokiConfig.class), text);
    }

    private static String text(Path file, boolean expand, Map<String, String> environment) {
        try {
            String text = Files.readString(file);
            return expand ? expanded(text, environment) : text;
        } catch (IOException e) {
            throw new LaunchException("loki: cannot read " + file + ": " + e.getMessage(), e);
        }
    }

    static String expanded(String text, Map<String, String> environment) {
        return VARIABLE.matcher(text).replaceAll(m -> {
            String otherwise = m.group(2) == null ? "" : m.group(2);
            String value = environment.getOrDefault(m.group(1), "");
            return Matcher.quoteReplacement(value.isEmpty() ? otherwise : value);
        });
    }

    Settings settings() {
        return Settings.of(config);
    }

    InetSocketAddress address() {
        Optional<LokiConfig.Server> server = Optional.ofNullable(config.server());
        String host = flags.value("server.http-listen-address")
                .or(() -> server.flatMap(s -> Optional.ofNullable(s.httpListenAddress())))
                .orElse("");
        int port = flags.value("server.http-listen-port")
                .map(LokiFlags::port)
                .or(() -> server.flatMap(s -> Optional.ofNullable(s.httpListenPort())))
                .orElse(3100);
        return host.isEmpty() ? new InetSocketAddress(port) : new InetSocketAddress(host, port);
    }

    private static int port(String text) {
        if (!text.matches("[0-9]{1,5}")) {
            throw new LaunchException("loki: -server.http-listen-port: expected a port, found '" + text + "'");
        }
        return Integer.parseInt(text);
    }
}
