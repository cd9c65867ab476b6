package dev.plumbline.docker.proof;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.plumbline.harness.waiting.Deadline;
import dev.plumbline.harness.waiting.Seen;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What Alloy exported and delivered of recorded containers, the collector exports and delivers of the same ones. */
@ExtendWith(EngineExtension.class)
final class ContractIT {
    private static final String SCRIPT =
            "for i in 1 2 3; do echo out $i; echo err $i >&2; done; printf unfinished; sleep 100000";
    private static final String TARGETS = "targets";

    @Test
    void targets_and_streams_are_those_that_alloy_made(PrivateEngine engine) throws Exception {
        JsonNode recording = recording();
        List<String> networks = networks(recording);
        try (Scene scene = new Scene(engine, "plumb")) {
            for (String network : networks) {
                engine.run("network", "create", network);
            }
            recording.path("containers").properties().forEach(c -> start(engine, scene, c.getKey(), c.getValue()));
            CollectorProcess collector = scene.collector(configuration(scene), Map.of());
            Map<Map<String, String>, List<String>> expected = sent(recording);
            Deadline.seconds(120).eventually("the streams that Alloy sent", () -> {
                Map<Map<String, String>, List<String>> arrived = arrived(scene, false);
                return arrived.equals(expected) ? Seen.enough(true) : Seen.notYet(arrived.toString());
            });
            Deadline.seconds(120).eventually("the targets that Alloy exported", () -> {
                Set<Map<String, String>> seen = targets(scene);
                return seen.size() >= recording.path("targets").size()
                        ? Seen.enough(true)
                        : Seen.notYet(seen.toString());
            });
            assertThat(targets(scene)).isEqualTo(targets(recording));
            collector.stop();
            assertThat(arrived(scene, false)).isEqualTo(expected);
        } finally {
            networks.forEach(network -> engine.attempt("network", "rm", network));
        }
    }

    private static JsonNode recording() throws IOException {
        Path root = Path.of(System.getProperty("plumbline.root", "../.."));
        Path own = root.resolve("collector/src/test/resources/contract/alloy-docker.json");
        String folder = System.getProperty("plumbline.contract", "");
        Path other = Path.of(folder, "alloy-docker.json");
        Path file = !folder.isEmpty() && Files.exists(other) ? other : own;
        return new ObjectMapper().readTree(file.toFile());
    }

    private static List<String> networks(JsonNode recording) {
        List<String> networks = new ArrayList<>();
        recording
                .path("containers")
                .forEach(c -> c.path("inspect")
                        .path("NetworkSettings")
                        .path("Networks")
                        .fieldNames()
                        .forEachRemaining(networks::add));
        networks.removeAll(List.of("bridge", "host", "none"));
        return networks.stream().distinct().toList();
    }

    private static void start(PrivateEngine engine, Scene scene, String name, JsonNode recorded) {
        List<String> options = new ArrayList<>();
        recorded.path("options").forEach(o -> options.add(o.asText()));
        Container started = scene.run(name, SCRIPT, options.toArray(String[]::new));
        String first =
                recorded.path("inspect").path("HostConfig").path("NetworkMode").asText();
        recorded.path("inspect")
                .path("NetworkSettings")
                .path("Networks")
                .fieldNames()
                .forEachRemaining(network -> {
                    if (!network.equals(first) && !first.equals("default")) {
                        engine.run("network", "connect", network, started.id());
                    }
                });
    }

    /** Reads the containers three times: as recorded, and with every label of every target made visible. */
    private static Configuration configuration(Scene scene) {
        String visible = """
                discovery.relabel "%1$s" {
                	targets = discovery.docker.proof.targets

                	rule {
                		source_labels = ["__meta_docker_port_private"]
                		regex         = "9090"
                		action        = "%2$s"
                	}

                	rule {
                		action      = "labelmap"
                		regex       = "__(.+)"
                		replacement = "t_$1"
                	}
                }

                loki.source.docker "%1$s" {
                	host       = "%3$s"
                	targets    = discovery.relabel.%1$s.output
                	labels     = {job = "targets"}
                	forward_to = [loki.write.proof.receiver]
                }
                """;
        String host = scene.host();
        return new Configuration(scene.configuration()
                        .replacing(
                                "__meta_docker_container_id",
                                "__meta_docker_container_label_com_docker_compose_service")
                        .replacing("\"container_id\"", "\"compose_service\"")
                        .text()
                + visible.formatted("most", "drop", host)
                + visible.formatted("second", "keep", host));
    }

    private static Map<Map<String, String>, List<String>> sent(JsonNode recording) {
        Map<Map<String, String>, List<String>> sent = new java.util.HashMap<>();
        recording.path("sent").forEach(s -> {
            List<String> lines = new ArrayList<>();
            s.path("lines").forEach(l -> lines.add(l.asText()));
            sent.put(Pushed.labels(s.path("labels").asText()), lines);
        });
        return sent;
    }

    private static Map<Map<String, String>, List<String>> arrived(Scene scene, boolean targets) {
        return scene.loki().labelSets().stream()
                .filter(labels -> TARGETS.equals(labels.get("job")) == targets)
                .collect(Collectors.toMap(
                        labels -> labels,
                        labels -> scene.loki().entries(labels).stream()
                                .filter(e -> e.labels().equals(labels))
                                .map(Pushed::line)
                                .toList()));
    }

    private static Set<Map<String, String>> targets(Scene scene) {
        return arrived(scene, true).keySet().stream()
                .map(labels -> {
                    Map<String, String> target = new TreeMap<>();
                    labels.forEach((name, value) -> {
                        if (name.startsWith("t_")) {
                            target.put(name.replaceFirst("t_", "__"), value);
                        }
                    });
                    return comparable(target);
                })
                .collect(Collectors.toSet());
    }

    private static Set<Map<String, String>> targets(JsonNode recording) {
        Set<Map<String, String>> targets = new java.util.HashSet<>();
        recording.path("targets").forEach(t -> {
            Map<String, String> target = new TreeMap<>();
            t.properties().forEach(l -> target.put(l.getKey(), l.getValue().asText()));
            targets.add(comparable(target));
        });
        return targets;
    }

    /** Takes out what differs from engine to engine, and labels without a value, which no stream can show. */
    private static Map<String, String> comparable(Map<String, String> target) {
        Map<String, String> comparable = new TreeMap<>();
        target.forEach((name, value) -> {
            if (!value.isEmpty() && !name.equals("__meta_docker_container_label_plumbline_scene")) {
                comparable.put(name, value(name, value));
            }
        });
        return comparable;
    }

    private static String value(String name, String value) {
        return switch (name) {
            case "__meta_docker_container_id", "__meta_docker_network_id" ->
                value.matches("[0-9a-f]{64}") ? "an id" : value;
            case "__address__" -> value.replaceFirst("^[0-9.]+(?=:)", "an address");
            case "__meta_docker_network_ip" -> "an address";
            case "__meta_docker_port_public" -> "a port";
            default -> value;
        };
    }
}
