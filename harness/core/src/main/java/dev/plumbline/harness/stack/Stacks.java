package dev.plumbline.harness.stack;

import dev.plumbline.harness.failure.ConfigurationFailure;
import dev.plumbline.harness.stack.StackProvider.Availability;
import java.util.List;
import java.util.ServiceLoader;
import java.util.function.Consumer;

/** Chooses the kind of stack and brings it up. An explicit choice never falls back. */
public final class Stacks {
    private static final List<String> PREFERENCE = List.of("docker", "embedded");

    private final List<StackProvider> providers;

    /** Chooses among the given kinds. */
    public Stacks(List<StackProvider> providers) {
        this.providers = List.copyOf(providers);
    }

    /** Chooses among the kinds on the class path. */
    public static Stacks found() {
        return new Stacks(ServiceLoader.load(StackProvider.class).stream()
                .map(ServiceLoader.Provider::get)
                .toList());
    }

    /**
     * Brings up the stack that is asked for.
     *
     * @throws ConfigurationFailure if no kind of that name is there, or none can be had
     */
    public Stack launch(StackRequest request, Consumer<String> progress) {
        if (!request.kind().equals("auto")) {
            return provider(request.kind())
                    .launch(request, "asked for with -Dplumbline.stack=" + request.kind(), progress);
        }
        StringBuilder whyNot = new StringBuilder();
        for (String kind : PREFERENCE) {
            if (providers.stream().noneMatch(p -> p.kind().equals(kind))) {
                continue;
            }
            Availability availability = provider(kind).availability(request);
            if (availability.available()) {
                return provider(kind).launch(request, "auto: " + whyNot + availability.reason(), progress);
            }
            whyNot.append("not ")
                    .append(kind)
                    .append(", ")
                    .append(availability.reason())
                    .append("; ");
        }
        throw new ConfigurationFailure("no stack can be had: " + whyNot);
    }

    private StackProvider provider(String kind) {
        return providers.stream()
                .filter(p -> p.kind().equals(kind))
                .findFirst()
                .orElseThrow(() -> new ConfigurationFailure("-Dplumbline.stack=" + kind
                        + ": no provider of that kind is on the class path; add plumbline-harness-" + kind));
    }
}
