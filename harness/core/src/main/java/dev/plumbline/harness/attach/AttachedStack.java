package dev.plumbline.harness.attach;

import dev.plumbline.harness.compose.ComposeService.Ready;
import dev.plumbline.harness.stack.Component;
import dev.plumbline.harness.stack.ContainerIdentity;
import dev.plumbline.harness.stack.Endpoint;
import dev.plumbline.harness.stack.Expectations;
import dev.plumbline.harness.stack.Faults;
import dev.plumbline.harness.stack.RunId;
import dev.plumbline.harness.stack.Service;
import dev.plumbline.harness.stack.ServiceState;
import dev.plumbline.harness.stack.Stack;
import dev.plumbline.harness.stack.Visitors;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;

/** A stack that somebody else runs: it is asked, and nothing is done to it. */
final class AttachedStack implements Stack {
    private final EndpointFile file;
    private final Map<Service, Component> components;
    private final Optional<GuestWorkload> guest;
    private final RunId run;
    private final String reason;

    AttachedStack(
            EndpointFile file,
            Map<Service, Component> components,
            Optional<GuestWorkload> guest,
            RunId run,
            String reason) {
        this.file = file;
        this.components = new EnumMap<>(components);
        this.guest = guest;
        this.run = run;
        this.reason = reason;
    }

    @Override
    public String kind() {
        return "attach";
    }

    @Override
    public String reason() {
        return reason;
    }

    @Override
    public RunId run() {
        return run;
    }

    @Override
    public Map<Service, Component> components() {
        return Map.copyOf(components);
    }

    @Override
    public Endpoint endpoint(Service service, String name) {
        return guestAt(service)
                .map(GuestWorkload::endpoint)
                .orElseGet(() -> file.service(service).endpoint(name));
    }

    @Override
    public Optional<Ready> readiness(Service service) {
        return guestAt(service)
                .map(g -> new Ready("http", Optional.of("/-/ready")))
                .or(() -> Optional.ofNullable(file.services().get(service)).map(AttachedService::ready));
    }

    @Override
    public ServiceState state(Service service) {
        return guestAt(service).isPresent() ? new ServiceState.Running() : new ServiceState.Unknown();
    }

    @Override
    public String log(Service service, int lines) {
        return guestAt(service)
                .map(g -> g.log(lines))
                .orElse("The log of " + service + " is not at hand: the stack is attached.");
    }

    @Override
    public Optional<ContainerIdentity> container(Service service) {
        return guestAt(service).map(GuestWorkload::container);
    }

    private Optional<GuestWorkload> guestAt(Service service) {
        return service == Service.WORKLOAD ? guest : Optional.empty();
    }

    @Override
    public Optional<Visitors> visitors() {
        return guest.map(GuestWorkload::visitors);
    }

    @Override
    public Optional<Faults> faults() {
        return Optional.empty();
    }

    @Override
    public String project() {
        return file.project();
    }

    @Override
    public Expectations expectations() {
        return file.expectations();
    }

    @Override
    public void close() {
        guest.ifPresent(GuestWorkload::close);
    }
}
