package dev.plumbline.harness.attach;

import dev.plumbline.harness.compose.ComposeFile;
import dev.plumbline.harness.failure.ConfigurationFailure;
import dev.plumbline.harness.failure.InfrastructureFailure;
import dev.plumbline.harness.stack.Asking;
import dev.plumbline.harness.stack.Component;
import dev.plumbline.harness.stack.Component.Nature;
import dev.plumbline.harness.stack.Service;
import dev.plumbline.harness.stack.Stack;
import dev.plumbline.harness.stack.StackProvider;
import dev.plumbline.harness.stack.StackRequest;
import dev.plumbline.harness.stack.Versions;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.ServiceLoader;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Attaches to a stack that already runs; starts, stops and changes nothing. */
public final class AttachStackProvider implements StackProvider {
    private final Function<String, @Nullable String> environment;

    /** Takes variables of the endpoint file from the process's environment. */
    public AttachStackProvider() {
        this(System::getenv);
    }

    AttachStackProvider(Function<String, @Nullable String> environment) {
        this.environment = environment;
    }

    @Override
    public String kind() {
        return "attach";
    }

    @Override
    public Availability availability(StackRequest request) {
        return new Availability(false, "a stack is attached to only where that is asked for");
    }

    @Override
    public Stack launch(StackRequest request, String reason, Consumer<String> progress) {
        request.demandEffect(false, false);
        Path path = request.endpoints()
                .orElseThrow(
                        () -> new ConfigurationFailure(
                                "-Dplumbline.stack=attach needs -Dplumbline.endpoints=FILE; docs/attach.md says what is in it"));
        ComposeFile compose = ComposeFile.read(request.root().resolve("compose.yaml"), environment);
        EndpointFile file = EndpointFile.read(beside(request.root(), path), compose, environment);
        List<String> missing = request.required().stream()
                .filter(s -> !file.services().containsKey(s))
                .filter(s -> s != Service.WORKLOAD || file.engine().isEmpty())
                .map(Service::id)
                .toList();
        if (!missing.isEmpty()) {
            throw new ConfigurationFailure("-Dplumbline.require names services that " + path + " does not describe: "
                    + String.join(", ", missing));
        }
        return admitted(file, request, reason + ", described by " + path, progress);
    }

    /** Maven runs tests in the module's folder; people give paths from where they stand. */
    private static Path beside(Path root, Path path) {
        return path.isAbsolute() ? path : root.resolve(path);
    }

    private static Stack admitted(EndpointFile file, StackRequest request, String reason, Consumer<String> progress) {
        Map<Service, Future<List<String>>> asked = new EnumMap<>(Service.class);
        List<String> problems = new ArrayList<>();
        try (Asking asking = new Asking(Admission.PATIENCE);
                ExecutorService each = Executors.newVirtualThreadPerTaskExecutor()) {
            Admission admission = new Admission(asking);
            file.services().forEach((service, s) -> asked.put(service, each.submit(() -> admission.problems(s))));
            asked.values().forEach(answer -> problems.addAll(result(answer)));
        }
        if (!problems.isEmpty()) {
            throw new InfrastructureFailure(String.join("\n", problems));
        }
        Map<Service, Component> components = new EnumMap<>(Service.class);
        try (Versions versions = new Versions()) {
            file.services().forEach((service, s) -> {
                String version = versions.of(service, s::endpoint);
                String origin = s.endpoint(s.ready().endpoint()).uri().toString();
                Component component = new Component(service, Nature.ATTACHED, version, origin);
                components.put(service, component);
                progress.accept(component.phrase() + " at " + origin);
            });
        }
        Optional<GuestWorkload> guest = file.engine().map(engine -> guest(engine, file, request, progress));
        guest.ifPresent(g -> components.put(
                Service.WORKLOAD,
                new Component(
                        Service.WORKLOAD, Nature.REAL, version(g), g.container().name())));
        return new AttachedStack(file, components, guest, request.run(), reason);
    }

    private static GuestWorkload guest(
            EngineSpec engine, EndpointFile file, StackRequest request, Consumer<String> progress) {
        return ServiceLoader.load(EngineProvider.class)
                .findFirst()
                .orElseThrow(() -> new ConfigurationFailure(engine.place()
                        + ": nothing on the class path can start containers; add plumbline-harness-docker"))
                .start(engine, file.project(), request.run(), progress);
    }

    private static String version(GuestWorkload guest) {
        try (Versions versions = new Versions()) {
            return versions.of(Service.WORKLOAD, name -> guest.endpoint());
        }
    }

    private static List<String> result(Future<List<String>> answer) {
        try {
            return answer.get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return List.of("interrupted");
        } catch (java.util.concurrent.ExecutionException e) {
            throw new IllegalStateException(e.getCause());
        }
    }
}
