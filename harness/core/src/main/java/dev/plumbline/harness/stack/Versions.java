package dev.plumbline.harness.stack;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Asks services which version they are. */
public final class Versions implements AutoCloseable {
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final Pattern BUILD_INFO =
            Pattern.compile("(?m)^\\w*build_info\\{[^}]*version=\"([^\"]+)\"|service_version=\"([^\"]+)\"");

    private static final Pattern MOSQUITTO = Pattern.compile("mosquitto version (\\S+)");
    private static final String UNKNOWN = "unknown";

    private final Asking http = new Asking(Duration.ofSeconds(2));

    /**
     * Asks a service whose log cannot be read.
     *
     * @param service which
     * @param endpoint address of one of its endpoints by name
     * @return the version that it reports itself, or {@code unknown}
     */
    public String of(Service service, Function<String, Endpoint> endpoint) {
        return of(service, endpoint, () -> "");
    }

    /**
     * Asks a service, or looks into its log where it cannot be asked.
     *
     * @param service which
     * @param endpoint address of one of its endpoints by name
     * @param log what it has written
     * @return the version that it reports itself, or {@code unknown}
     */
    public String of(Service service, Function<String, Endpoint> endpoint, Supplier<String> log) {
        try {
            return switch (service) {
                case PROMETHEUS -> json(endpoint.apply("http"), "/api/v1/status/buildinfo", "/data/version");
                case LOKI -> jsonOrMetric(endpoint.apply("http"), "/loki/api/v1/status/buildinfo");
                case TEMPO -> jsonOrMetric(endpoint.apply("http"), "/api/status/buildinfo");
                case GRAFANA -> json(endpoint.apply("http"), "/api/health", "/version");
                case ALERTMANAGER -> json(endpoint.apply("http"), "/api/v2/status", "/versionInfo/version");
                case OTEL_COLLECTOR -> metric(endpoint.apply("metrics"));
                case NODE_EXPORTER, COLLECTOR -> metric(endpoint.apply("http"));
                case WORKLOAD -> json(endpoint.apply("http"), "/version", "/version");
                case MQTT -> logged(log.get());
            };
        } catch (IOException | RuntimeException e) {
            return UNKNOWN;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return UNKNOWN;
        }
    }

    /** A build without a stamp answers with an empty version, and may still tell one among its metrics. */
    private String jsonOrMetric(Endpoint endpoint, String path) throws IOException, InterruptedException {
        String version = json(endpoint, path, "/version");
        return version.equals(UNKNOWN) ? metric(endpoint) : version;
    }

    private static String logged(String log) {
        Matcher version = MOSQUITTO.matcher(log);
        return version.find() ? version.group(1) : UNKNOWN;
    }

    private String json(Endpoint endpoint, String path, String pointer) throws IOException, InterruptedException {
        JsonNode version = JSON.readTree(get(endpoint, path)).at(pointer);
        return version.asText("").isEmpty() ? UNKNOWN : version.asText();
    }

    private String metric(Endpoint endpoint) throws IOException, InterruptedException {
        Matcher info = BUILD_INFO.matcher(get(endpoint, "/metrics"));
        if (!info.find()) {
            return UNKNOWN;
        }
        return Optional.ofNullable(info.group(1))
                .or(() -> Optional.ofNullable(info.group(2)))
                .orElse(UNKNOWN);
    }

    private String get(Endpoint endpoint, String path) throws IOException, InterruptedException {
        return http.get(endpoint, path, Duration.ofSeconds(5)).body();
    }

    @Override
    public void close() {
        http.close();
    }
}
