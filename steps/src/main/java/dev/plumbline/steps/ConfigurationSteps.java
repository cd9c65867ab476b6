package dev.plumbline.steps;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import dev.plumbline.harness.compose.ComposeFile;
import dev.plumbline.harness.compose.ComposeService;
import dev.plumbline.harness.compose.ComposeService.Mount;
import dev.plumbline.harness.failure.ConfigurationFailure;
import dev.plumbline.harness.names.Exposed;
import dev.plumbline.harness.names.NameCheck;
import dev.plumbline.harness.names.NameProblem;
import dev.plumbline.harness.stack.Service;
import io.cucumber.java.en.Then;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** What can be known from the files alone. */
public final class ConfigurationSteps {
    private static final String CONFIG = "config/collector/config.alloy";
    private static final String SOCKET = "/var/run/docker.sock";
    private static final long PATIENCE_SECONDS = 60;

    private final World world;

    public ConfigurationSteps(World world) {
        this.world = world;
    }

    @Then("the log collector accepts its configuration")
    public void the_collector_accepts_its_configuration() throws IOException, InterruptedException {
        Path jar = file("collector/target/plumbline-collector.jar");
        Process validate = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:TieredStopAtLevel=1",
                        "-jar",
                        jar.toString(),
                        "validate",
                        file(CONFIG).toString())
                .redirectErrorStream(true)
                .start();
        String said = new String(validate.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (!validate.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS) || validate.exitValue() != 0) {
            throw new ConfigurationFailure("the log collector refuses " + CONFIG + ":\n" + said);
        }
        world.evidence().observed(CONFIG + " is accepted by the log collector");
    }

    @Then("the configuration has logging, a Docker source, a process and a write component")
    public void the_configuration_is_complete() throws IOException {
        String text = Files.readString(file(CONFIG));
        demand(
                CONFIG,
                List.of("logging", "discovery.docker", "loki.source.docker", "loki.process", "loki.write"),
                block -> Pattern.compile("(?m)^" + Pattern.quote(block) + "\\b")
                        .matcher(text)
                        .find(),
                "component");
    }

    @Then(
            "the configuration sets the labels job, stream, container_name, container_id, compose_service and compose_project")
    public void the_configuration_sets_the_labels() throws IOException {
        String text = Files.readString(file(CONFIG));
        demand(
                CONFIG,
                List.of("job", "stream", "container_name", "container_id", "compose_service", "compose_project"),
                label -> Pattern.compile("target_label\\s*=\\s*\"" + label + "\"|[{,\\s]\"?" + label + "\"?\\s*=\\s*\"")
                        .matcher(text)
                        .find(),
                "label");
    }

    private void demand(String where, List<String> wanted, java.util.function.Predicate<String> isThere, String what) {
        List<String> missing = wanted.stream().filter(w -> !isThere.test(w)).toList();
        if (!missing.isEmpty()) {
            throw new ConfigurationFailure(
                    where + ": expected each " + what + " of " + wanted + ", found no " + missing);
        }
        world.evidence().observed(where + " has " + wanted);
    }

    private ComposeFile compose() {
        return ComposeFile.read(file("compose.yaml"), System::getenv);
    }

    private ComposeService collector() {
        return compose()
                .service(Service.COLLECTOR.id())
                .orElseThrow(() ->
                        new ConfigurationFailure("compose.yaml: there is no service '" + Service.COLLECTOR + "'"));
    }

    @Then("compose.yaml mounts the engine's socket read-only for the log collector")
    public void compose_mounts_the_socket() {
        Mount mount = collector().mounts().stream()
                .filter(m -> m.target().equals(SOCKET))
                .findFirst()
                .orElseThrow(
                        () -> new ConfigurationFailure("compose.yaml: service collector does not mount " + SOCKET));
        if (!mount.readOnly()) {
            throw new ConfigurationFailure(
                    "compose.yaml: service collector mounts " + SOCKET + " writable; append :ro");
        }
        world.evidence().observed("service collector mounts " + SOCKET + " read-only");
    }

    @Then("compose.yaml checks the health of the log collector by a program in its image")
    public void compose_checks_the_health() {
        List<String> test = collector()
                .healthcheck()
                .orElseThrow(() -> new ConfigurationFailure("compose.yaml: service collector has no health check"));
        // the image has no shell, wget or curl: only its own programs can be called
        String program = test.size() > 1 ? test.get(1) : "";
        if (!test.getFirst().equals("CMD") || !program.startsWith("/opt/") || !test.contains("health")) {
            throw new ConfigurationFailure("compose.yaml: the health check of service collector calls " + test
                    + "; its image has no shell, expected CMD, the program under /opt, and its subcommand 'health'");
        }
        world.evidence().observed("the health check is " + test);
    }

    @Then("every image in compose.yaml has a fixed version")
    public void every_image_has_a_fixed_version() {
        ComposeFile compose = ComposeFile.read(file("compose.yaml"), name -> null);
        List<String> loose = compose.services().values().stream()
                .map(ComposeService::image)
                .filter(image -> !image.matches("[^:@]+(:[0-9]+/[^:@]+)?(:[\\w][\\w.-]*)?(@sha256:[0-9a-f]{64})?")
                        || !image.contains(":")
                        || image.matches(".*:latest(@.*)?"))
                .toList();
        if (!loose.isEmpty()) {
            throw new ConfigurationFailure("compose.yaml: images without a fixed version: " + loose);
        }
        world.evidence().observed(compose.services().size() + " images, each of a fixed version");
    }

    @Then("no service in compose.yaml has a fixed container name or a fixed host port")
    public void nothing_is_fixed() throws IOException {
        JsonNode services = YAMLMapper.builder()
                .build()
                .readTree(Files.readString(file("compose.yaml")))
                .path("services");
        List<String> problems = new ArrayList<>();
        services.properties().forEach(s -> {
            if (s.getValue().has("container_name")) {
                problems.add(s.getKey() + " has a container_name");
            }
            s.getValue().path("ports").forEach(p -> {
                if (p.asText("").contains(":") || p.has("published")) {
                    problems.add(s.getKey() + " publishes the fixed port " + p);
                }
            });
        });
        if (!problems.isEmpty()) {
            throw new ConfigurationFailure("compose.yaml: two stacks could not run side by side: " + problems);
        }
    }

    @Then("every dashboard file is valid JSON and its uid is the name of its file")
    public void every_dashboard_file_is_valid() throws IOException {
        List<String> problems = new ArrayList<>();
        int files = 0;
        try (Stream<Path> all = Files.list(file("config/grafana/dashboards"))) {
            for (Path path : (Iterable<Path>) all.sorted()::iterator) {
                files++;
                String name = path.getFileName().toString();
                try {
                    String uid = JsonMapper.builder()
                            .build()
                            .readTree(Files.readString(path))
                            .path("uid")
                            .asText();
                    if (!name.equals(uid + ".json")) {
                        problems.add(name + " has the uid '" + uid + "'");
                    }
                } catch (JsonProcessingException e) {
                    problems.add(name + ":" + e.getLocation().getLineNr() + ":"
                            + e.getLocation().getColumnNr() + ": not valid JSON: " + e.getOriginalMessage());
                }
            }
        }
        if (files == 0) {
            problems.add("there is no dashboard file");
        }
        if (!problems.isEmpty()) {
            throw new ConfigurationFailure("config/grafana/dashboards: " + String.join("; ", problems));
        }
        world.evidence().observed(files + " dashboard files, each with its name as uid");
    }

    @Then("every metric and label that a dashboard or a rule names is exposed by a component of the pinned version")
    public void every_name_is_exposed() {
        List<NameProblem> problems = NameCheck.of(file("config"), Exposed.pinned());
        if (!problems.isEmpty()) {
            throw new ConfigurationFailure(
                    problems.stream().map(NameProblem::toString).collect(java.util.stream.Collectors.joining("\n")));
        }
        world.evidence().observed("every metric and label that a dashboard or a rule names is exposed");
    }

    @Then("{word} has these sections:")
    public void the_guide_has_these_sections(String guide, List<String> sections) throws IOException {
        List<String> headings = Arrays.stream(Files.readString(file(guide)).split("\n"))
                .filter(l -> l.startsWith("#"))
                .map(l -> l.replaceFirst("^#+\\s*", "").strip())
                .toList();
        List<String> lines = Files.readAllLines(file(guide));
        for (String section : sections) {
            int at = -1;
            for (int i = 0; i < lines.size(); i++) {
                if (lines.get(i).matches("#+\\s*" + Pattern.quote(section) + "\\s*")) {
                    at = i;
                }
            }
            boolean empty = at < 0
                    || lines.stream()
                            .skip(at + 1L)
                            .takeWhile(l -> !l.startsWith("## "))
                            .allMatch(String::isBlank);
            if (empty) {
                throw new ConfigurationFailure(
                        guide + ": expected a section '" + section + "' with something in it, found "
                                + (at < 0 ? "the sections " + headings : "an empty one at line " + (at + 1)));
            }
        }
        world.evidence().observed(guide + " has all " + sections.size() + " sections");
    }

    private Path file(String path) {
        Path file = world.root().resolve(path);
        if (!Files.exists(file)) {
            throw new ConfigurationFailure(path + " does not exist");
        }
        return file;
    }
}
