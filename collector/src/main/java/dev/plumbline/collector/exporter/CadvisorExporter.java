package dev.plumbline.collector.exporter;

import dev.plumbline.collector.components.Unsupported;
import dev.plumbline.collector.config.Attribute;
import dev.plumbline.collector.config.Block;
import dev.plumbline.collector.config.Problems;
import dev.plumbline.collector.config.Schema;
import dev.plumbline.collector.config.Value;
import dev.plumbline.collector.discovery.ContainerEngine;
import dev.plumbline.collector.discovery.EngineLocation;
import dev.plumbline.collector.discovery.Locations;
import dev.plumbline.collector.runtime.Component;
import dev.plumbline.collector.runtime.ComponentContext;
import dev.plumbline.collector.runtime.ComponentType;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;

/** {@code prometheus.exporter.cadvisor}: metrics of containers, of what the engine's stats tell. */
public final class CadvisorExporter implements ComponentType {
    /** Kinds of metrics that are there, and can be left out. */
    static final Set<String> KINDS = Set.of("cpu", "memory", "network", "diskIO", "process");

    private static final Set<String> CADVISOR_KINDS = Set.of(
            "advtcp",
            "app",
            "cpu",
            "cpuLoad",
            "cpu_topology",
            "cpuset",
            "disk",
            "diskIO",
            "hugetlb",
            "memory",
            "memory_numa",
            "network",
            "oom_event",
            "percpu",
            "perf_event",
            "pressure",
            "process",
            "referenced_memory",
            "resctrl",
            "sched",
            "tcp",
            "udp");

    private final Schema schema;
    private final Function<EngineLocation, ContainerEngine> engines;

    /**
     * Makes the type.
     *
     * @param schema what its block may hold
     * @param engines connects to an engine
     */
    public CadvisorExporter(Schema schema, Function<EngineLocation, ContainerEngine> engines) {
        this.schema = schema;
        this.engines = engines;
    }

    @Override
    public String name() {
        return "prometheus.exporter.cadvisor";
    }

    @Override
    public Schema schema() {
        return schema;
    }

    @Override
    public void check(Block arguments, Problems problems) {
        text(arguments, "docker_host")
                .flatMap(EngineLocation::problem)
                .ifPresent(p -> arguments.attribute("docker_host").ifPresent(a -> problems.add(a.valuePosition(), p)));
        refuse(arguments, problems, "perf_events_config", "the engine's stats hold no perf events");
        refuse(arguments, problems, "raw_cgroup_prefix_allowlist", "only containers are measured, no other cgroups");
        String tls = "for an engine behind TLS set DOCKER_TLS_VERIFY and DOCKER_CERT_PATH in the environment";
        Unsupported.unless("false", arguments, "use_docker_tls", tls, problems);
        Unsupported.unless("cert.pem", arguments, "docker_tls_cert", tls, problems);
        Unsupported.unless("key.pem", arguments, "docker_tls_key", tls, problems);
        Unsupported.unless("ca.pem", arguments, "docker_tls_ca", tls, problems);
        String docker = "only containers of a Docker engine are measured";
        Unsupported.unless("/run/containerd/containerd.sock", arguments, "containerd_host", docker, problems);
        Unsupported.unless("k8s.io", arguments, "containerd_namespace", docker, problems);
        Unsupported.unless("0s", arguments, "resctrl_interval", "the engine's stats hold no resctrl", problems);
        for (String name : List.of("enabled_metrics", "disabled_metrics")) {
            arguments
                    .attribute(name)
                    .ifPresent(a -> texts(a).forEach(kind -> {
                        if (!CADVISOR_KINDS.contains(kind)) {
                            problems.add(
                                    a.valuePosition(), "\"" + kind + "\" is no kind of metric that cAdvisor knows");
                        } else if (name.equals("enabled_metrics") && !KINDS.contains(kind)) {
                            problems.add(
                                    a.valuePosition(),
                                    "metrics of the kind \"" + kind
                                            + "\" are not supported: the engine's stats do not hold them");
                        }
                    }));
        }
    }

    private static void refuse(Block arguments, Problems problems, String attribute, String reason) {
        arguments
                .attribute(attribute)
                .filter(a ->
                        a.value() instanceof Value.Text text && !text.value().isEmpty()
                                || texts(a).anyMatch(t -> !t.isEmpty()))
                .ifPresent(a -> problems.add(a.valuePosition(), attribute + " is not supported: " + reason));
    }

    static Optional<String> text(Block block, String name) {
        return block.attribute(name)
                .flatMap(a -> a.value() instanceof Value.Text text ? Optional.of(text.value()) : Optional.empty());
    }

    static Stream<String> texts(Attribute attribute) {
        return attribute.value() instanceof Value.Array array
                ? array.elements().stream()
                        .flatMap(v -> v instanceof Value.Text text ? Stream.of(text.value()) : Stream.of())
                : Stream.of();
    }

    @Override
    public Component create(Block arguments, ComponentContext context) {
        context.export("targets", ExporterTarget.of(context.id(), name(), "cadvisor"));
        return new Cadvisor(arguments, this::open, context.clock());
    }

    private ContainerEngine open(Block arguments) {
        return engines.apply(Locations.of(text(arguments, "docker_host").orElse("")));
    }
}
