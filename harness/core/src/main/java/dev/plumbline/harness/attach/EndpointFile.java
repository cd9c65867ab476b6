package dev.plumbline.harness.attach;

import dev.plumbline.harness.compose.ComposeFile;
import dev.plumbline.harness.compose.ComposeService;
import dev.plumbline.harness.failure.ConfigurationFailure;
import dev.plumbline.harness.stack.Expectations;
import dev.plumbline.harness.stack.Service;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.nodes.Node;

/**
 * What a file says of a stack that already runs; see docs/attach.md.
 *
 * @param services those that are part of it
 * @param expectations what differs from the shipped stack
 * @param project value of the label {@code compose_project}
 * @param engine where the suite may start its workload
 */
record EndpointFile(
        Map<Service, AttachedService> services,
        Expectations expectations,
        String project,
        Optional<EngineSpec> engine) {
    /**
     * Reads a file.
     *
     * @param file YAML
     * @param compose compose.yaml, which names the endpoints of each service
     * @param environment value of a variable, or null if it is not set
     * @throws ConfigurationFailure with one line for everything that is wrong with it
     */
    static EndpointFile read(Path file, ComposeFile compose, Function<String, @Nullable String> environment) {
        Source source = new Source(file, environment);
        Section root = Section.of(
                source, parse(file), "the endpoint file", Set.of("services", "workload", "engine", "expect"));
        Map<Service, AttachedService> services = new EnumMap<>(Service.class);
        root.section("services", "services", listable()).ifPresent(all -> {
            for (String id : all.keys()) {
                if (listable().contains(id)) {
                    read(all, id, Service.named(id), compose).ifPresent(s -> services.put(s.service(), s));
                }
            }
        });
        read(root, "workload", Service.WORKLOAD, compose).ifPresent(s -> services.put(s.service(), s));
        Optional<EngineSpec> engine = EngineSection.of(root);
        if (services.isEmpty() && source.problems().isEmpty()) {
            source.problem(root.place(), "no service is described; expected at least one under 'services'");
        }
        ExpectSection expect = ExpectSection.of(root);
        if (!source.problems().isEmpty()) {
            throw new ConfigurationFailure(String.join("\n", source.problems()));
        }
        return new EndpointFile(services, expect.expectations(), expect.project(), engine);
    }

    /**
     * Returns what it says of a service.
     *
     * @throws IllegalArgumentException if it says nothing
     */
    AttachedService service(Service service) {
        return Optional.ofNullable(services.get(service))
                .orElseThrow(() -> new IllegalArgumentException("the endpoint file describes no " + service));
    }

    private static Optional<AttachedService> read(Section parent, String key, Service service, ComposeFile compose) {
        ComposeService shipped = compose.service(service.id())
                .orElseThrow(
                        () -> new ConfigurationFailure(compose.path() + " describes no service '" + service + "'"));
        ServiceSection reader = new ServiceSection(service, shipped);
        return parent.section(key, key, reader.keys()).map(reader::read);
    }

    /** The workload is the suite's own and has its own key. */
    private static Set<String> listable() {
        return Arrays.stream(Service.values())
                .filter(s -> s != Service.WORKLOAD)
                .map(Service::id)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static Node parse(Path file) {
        try {
            Node node = new Yaml(new LoaderOptions()).compose(new java.io.StringReader(Files.readString(file)));
            if (node == null) {
                throw new ConfigurationFailure(file + ": the file is empty; expected 'services'");
            }
            return node;
        } catch (IOException e) {
            throw new ConfigurationFailure(
                    "cannot read the endpoint file " + file + ": "
                            + e.getClass().getSimpleName(),
                    e);
        } catch (MarkedYAMLException e) {
            var mark = e.getProblemMark();
            throw new ConfigurationFailure(
                    file + ":" + (mark.getLine() + 1) + ":" + (mark.getColumn() + 1) + ": not valid YAML: "
                            + e.getProblem(),
                    e);
        } catch (YAMLException e) {
            throw new ConfigurationFailure(file + ": not valid YAML: " + e.getMessage(), e);
        }
    }
}
