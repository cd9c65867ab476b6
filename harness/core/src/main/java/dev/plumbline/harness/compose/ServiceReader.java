package dev.plumbline.harness.compose;

import com.fasterxml.jackson.databind.JsonNode;
import dev.plumbline.harness.compose.ComposeService.Logging;
import dev.plumbline.harness.compose.ComposeService.Mount;
import dev.plumbline.harness.compose.ComposeService.Ready;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;

/** Reads one service of a compose file. */
final class ServiceReader {
    private final Path file;
    private final UnaryOperator<String> resolve;

    ServiceReader(Path file, UnaryOperator<String> resolve) {
        this.file = file;
        this.resolve = resolve;
    }

    ComposeService read(String name, JsonNode node) {
        JsonNode own = node.path("x-plumbline");
        return new ComposeService(
                name,
                resolve.apply(node.path("image").asText("")),
                strings(node.path("command")),
                environment(node.path("environment")),
                mounts(name, node.path("volumes")),
                endpoints(own.path("endpoints")),
                own.has("ready") ? Optional.of(ready(own.path("ready"))) : Optional.empty(),
                node.path("healthcheck").has("test")
                        ? Optional.of(strings(node.path("healthcheck").path("test")))
                        : Optional.empty(),
                logging(node.path("logging")),
                node.path("depends_on").isArray() ? strings(node.path("depends_on")) : names(node.path("depends_on")));
    }

    private Logging logging(JsonNode node) {
        Map<String, String> options = new LinkedHashMap<>();
        node.path("options")
                .properties()
                .forEach(o -> options.put(o.getKey(), resolve.apply(o.getValue().asText())));
        return new Logging(node.path("driver").asText("json-file"), options);
    }

    private static Ready ready(JsonNode node) {
        return new Ready(
                node.path("endpoint").asText(),
                node.has("path") ? Optional.of(node.path("path").asText()) : Optional.empty());
    }

    private static Map<String, Integer> endpoints(JsonNode node) {
        Map<String, Integer> ports = new LinkedHashMap<>();
        node.properties().forEach(e -> ports.put(e.getKey(), e.getValue().asInt()));
        return ports;
    }

    private List<String> strings(JsonNode node) {
        List<String> all = new ArrayList<>();
        if (node.isArray()) {
            node.forEach(n -> all.add(resolve.apply(n.asText())));
        } else if (node.isTextual()) {
            all.addAll(List.of(resolve.apply(node.asText()).trim().split("\\s+")));
        }
        return all;
    }

    private static List<String> names(JsonNode node) {
        List<String> names = new ArrayList<>();
        node.fieldNames().forEachRemaining(names::add);
        return names;
    }

    private Map<String, String> environment(JsonNode node) {
        Map<String, String> all = new LinkedHashMap<>();
        if (node.isArray()) {
            strings(node).forEach(pair -> {
                int equals = pair.indexOf('=');
                all.put(equals < 0 ? pair : pair.substring(0, equals), equals < 0 ? "" : pair.substring(equals + 1));
            });
        } else {
            node.properties()
                    .forEach(e -> all.put(e.getKey(), resolve.apply(e.getValue().asText())));
        }
        return all;
    }

    private List<Mount> mounts(String service, JsonNode node) {
        List<Mount> mounts = new ArrayList<>();
        node.forEach(n -> {
            if (n.isObject()) {
                mounts.add(new Mount(
                        resolve.apply(n.path("source").asText()),
                        n.path("target").asText(),
                        n.path("read_only").asBoolean()));
            } else {
                mounts.add(shortMount(service, resolve.apply(n.asText())));
            }
        });
        return mounts;
    }

    private Mount shortMount(String service, String text) {
        String[] parts = text.split(":", -1);
        if (parts.length < 2 || parts.length > 3) {
            throw new ComposeException(
                    file + ": service " + service + ": expected a volume SOURCE:TARGET[:MODE], found '" + text + "'");
        }
        return new Mount(
                parts[0],
                parts[1],
                parts.length == 3 && List.of(parts[2].split(",")).contains("ro"));
    }
}
