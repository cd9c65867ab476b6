package dev.plumbline.harness.stack;

import dev.plumbline.harness.compose.ComposeService;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** A stack that has been brought up or attached to. Closing it undoes what bringing it up has done. */
public interface Stack extends AutoCloseable {
    /** Returns {@code embedded}, {@code docker} or {@code attach}. */
    String kind();

    /** Returns why this kind was taken, in one clause. */
    String reason();

    RunId run();

    /** Returns what fills the place of each service; a service without a component is not part of this stack. */
    Map<Service, Component> components();

    /** Returns the services that are part of this stack. */
    default Set<Service> services() {
        return components().keySet();
    }

    /**
     * Returns where a service is reached.
     *
     * @param name of the endpoint, as {@code x-plumbline} in compose.yaml names it
     * @throws IllegalArgumentException if the service is not part of this stack or has no such endpoint
     */
    Endpoint endpoint(Service service, String name);

    /** Returns the service's main endpoint, {@code http}. */
    default Endpoint endpoint(Service service) {
        return endpoint(service, "http");
    }

    /** Returns where a service tells that it is ready. */
    Optional<ComposeService.Ready> readiness(Service service);

    /** Returns how the service's process or container is. */
    ServiceState state(Service service);

    /**
     * Returns the end of what a service has logged.
     *
     * @param lines how many lines at the most
     * @return the lines, or one sentence that says why there are none
     */
    String log(Service service, int lines);

    /** Returns the container that a service runs in; empty where nothing is known of containers. */
    Optional<ContainerIdentity> container(Service service);

    /** Returns the means to act on services; empty where nothing may be acted on. */
    Optional<Faults> faults();

    /** Returns the means to start containers beside the services; empty where there is no engine to start them. */
    default Optional<Visitors> visitors() {
        return Optional.empty();
    }

    /** Returns compose project, the value of the label {@code compose_project} on what this stack logs. */
    String project();

    /** Returns what differs from the shipped stack; nothing, unless somebody else runs it. */
    default Expectations expectations() {
        return Expectations.shipped();
    }

    /** Ends it; what goes wrong on the way is logged and does not hide a test's failure. */
    @Override
    void close();
}
