package dev.plumbline.embedded.stack;

import dev.plumbline.embedded.engine.ContainerSpec;
import dev.plumbline.embedded.engine.EngineStandIn;
import dev.plumbline.embedded.launch.StandInProgram;
import dev.plumbline.harness.compose.ComposeFile;
import dev.plumbline.harness.compose.ComposeService;
import dev.plumbline.harness.failure.ConfigurationFailure;
import dev.plumbline.harness.loopback.AddressPlan;
import dev.plumbline.harness.loopback.HandOver;
import dev.plumbline.harness.loopback.HandOver.Handed;
import dev.plumbline.harness.stack.Service;
import dev.plumbline.harness.stack.StackRequest;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/** One bringing up of the embedded stack. */
final class EmbeddedLaunch {
    private static final String SOCKET = "/var/run/docker.sock";

    private final StackRequest request;
    private final String reason;
    private final Consumer<String> progress;
    private final String project;
    private final ComposeFile compose;
    private final AddressPlan plan;

    EmbeddedLaunch(StackRequest request, String reason, Consumer<String> progress) {
        this.request = request;
        this.reason = reason;
        this.progress = progress;
        this.project = "plumbline-" + request.run();
        Map<String, String> variables = new HashMap<>(System.getenv());
        variables.put("COMPOSE_PROJECT_NAME", project);
        variables.put("PLUMBLINE_RUN_ID", request.run().value());
        this.compose = ComposeFile.read(request.root().resolve("compose.yaml"), variables::get);
        this.plan = AddressPlan.of(compose);
    }

    EmbeddedStack launch() {
        EngineStandIn engine = EngineStandIn.start(
                request.work().resolve("engine.sock"), request.work().resolve("engine"), Clock.systemUTC(), line -> {});
        Map<String, Path> replaced = Map.of(SOCKET, engine.socket(), "/host", Path.of("/"));
        Optional<Lines> lines = request.wire() ? Optional.of(new Lines(plan)) : Optional.empty();
        HandOver handOver = lines.map(l -> new HandOver(compose, plan, l, request.work(), replaced))
                .orElseGet(() -> new HandOver(compose, plan, request.work(), replaced));
        Map<Service, Place> places = new LinkedHashMap<>();
        Map<Service, Vessel> vessels = new LinkedHashMap<>();
        for (ComposeService described : compose.services().values()) {
            Service service = Service.named(described.name());
            ContainerSpec spec = ContainerSpec.ofService(project, described.name())
                    .withImage(described.image())
                    .withLog(described.logging().driver(), described.logging().options())
                    .withPorts(Map.of());
            Vessel vessel = new Vessel(engine, spec);
            Handed handed = new Loopback(plan).adapt(service, described, handOver.handOver(described));
            vessels.put(service, vessel);
            places.put(service, place(service, handed, vessel));
        }
        Grounds grounds = new Grounds(request, reason, project, compose, plan, engine, lines);
        EmbeddedStack stack = new EmbeddedStack(grounds, places, vessels);
        try {
            stack.startAll(progress);
            return stack;
        } catch (RuntimeException e) {
            boolean interrupted = Thread.interrupted(); // else no program would be given the time to end
            try {
                stack.close();
            } catch (RuntimeException later) {
                e.addSuppressed(later);
            }
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
            throw e;
        }
    }

    private Place place(Service service, Handed handed, Vessel vessel) {
        Path program = request.programOf().get(service.id());
        if (program != null) {
            return new ProcessPlace(service.id(), List.of(program.toString()), handed, vessel, request.work());
        }
        return switch (service) {
            case COLLECTOR -> java(service, "collector/target/plumbline-collector.jar", handed, vessel);
            case WORKLOAD -> java(service, Grounds.WORKLOAD_JAR, handed, vessel);
            case PROMETHEUS, LOKI, TEMPO, GRAFANA, OTEL_COLLECTOR, ALERTMANAGER, MQTT, NODE_EXPORTER -> {
                StandInProgram standIn = StandIns.programOf(service);
                yield new StandInPlace(service.id(), standIn, handed, vessel);
            }
        };
    }

    private Place java(Service service, String jar, Handed handed, Vessel vessel) {
        Path path = request.root().resolve(jar);
        if (!Files.exists(path)) {
            throw new ConfigurationFailure(
                    "the " + service.title() + " is not built: " + jar + " does not exist; run: mvn package");
        }
        return new ProcessPlace(service.id(), Grounds.java(path), handed, vessel, request.work());
    }
}
