package dev.plumbline.harness.stack;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Asks services which version they are. */
public final class Versions implements AutoCloseable {
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final Pattern BUILD_INFO =
            Pattern.compile("(?m)^\\w*build_info\\{[^}]*version=\"([^\"]+)\"|service_version=\"([^\"]+)\"");

    private final Asking http = new Asking(Duration.ofSeconds(2));

    /**
     * Asks a service.
     *
     * @param service which
     * @param endpoint address of one of its endpoints by name
     * @return the version that it reports itself, or {@code unknown}
     */
    public String of(Service service, Function<String, Endpoint> endpoint) {
        try {
            return switch (service) {
                case PROMETHEUS -> json(endpoint.apply("http"), "/api/v1/status/buildinfo", "/data/version");
                case LOKI -> json(endpoint.apply("http"), "/loki/api/v1/status/buildinfo", "/version");
                case TEMPO -> json(endpoint.apply("http"), "/api/status/buildinfo", "/version");
                case GRAFANA -> json(endpoint.apply("http"), "/api/health", "/version");
                case ALERTMANAGER -> json(endpoint.apply("http"), "/api/v2/status", "/versionInfo/version");
                case OTEL_COLLECTOR -> metric(endpoint.apply("metrics"));
                case NODE_EXPORTER, COLLECTOR -> metric(endpoint.apply("http"));
                case MQTT, WORKLOAD -> "unknown";
            };
        } catch (IOException | RuntimeException e) {
            return "unknown";
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return "unknown";
        }
    }

    private String json(Endpoint endpoint, String path, String pointer) throws IOException, InterruptedException {
        JsonNode version = JSON.readTree(get(endpoint, path)).at(pointer);
        return version.asText("").isEmpty() ? "unknown" : version.asText();
    }

    private String metric(Endpoint endpoint) throws IOException, InterruptedException {
        Matcher info = BUILD_INFO.matcher(get(endpoint, "/metrics"));
        if (!info.find()) {
            return "unknown";
        }
        return Optional.ofNullable(info.group(1))
                .or(() -> Optional.ofNullable(info.group(2)))
                .orElse("unknown");
    }

    private String get(Endpoint endpoint, String path) throws IOException, InterruptedException {
        return http.get(endpoint, path, Duration.ofSeconds(5)).body();
    }

    @Override
    public void close() {
        http.close();
    }
}
