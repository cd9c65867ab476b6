package dev.plumbline.steps;

import dev.plumbline.harness.client.Reply;
import dev.plumbline.harness.compose.ComposeService.Ready;
import dev.plumbline.harness.failure.InfrastructureFailure;
import dev.plumbline.harness.stack.Endpoint;
import dev.plumbline.harness.stack.Service;
import dev.plumbline.harness.stack.ServiceState;
import dev.plumbline.harness.waiting.Deadline;
import dev.plumbline.harness.waiting.DeadlineMissed;
import dev.plumbline.harness.waiting.Seen;
import io.cucumber.java.en.Then;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.util.ArrayList;
import java.util.List;

/** Whether services are there. */
public final class InfrastructureSteps {
    private static final int LOG_LINES = 20;

    private final World world;

    public InfrastructureSteps(World world) {
        this.world = world;
    }

    @Then("these services say that they are ready, within {deadline}:")
    public void these_services_are_ready(Deadline deadline, List<String> names) {
        List<String> problems = new ArrayList<>();
        int asked = 0;
        for (String name : names) {
            Service service = Service.named(name);
            if (world.stack().services().contains(service)) {
                asked++;
                check(service, deadline, problems);
            }
        }
        if (!problems.isEmpty()) {
            throw new InfrastructureFailure(String.join("\n", problems));
        }
        if (asked == 0) {
            throw new InfrastructureFailure("none of " + names + " is part of this stack");
        }
    }

    private void check(Service service, Deadline deadline, List<String> problems) {
        try {
            String said = deadline.eventually(service.title() + " is ready", () -> look(service));
            world.evidence().observed(service.title() + " is ready: " + said);
        } catch (DeadlineMissed e) {
            problems.add(e.getMessage() + "\n"
                    + world.stack().log(service, LOG_LINES).indent(4));
        }
    }

    private Seen<String> look(Service service) {
        if (world.stack().state(service) instanceof ServiceState.Exited exited) {
            return Seen.hopeless(service.title() + " " + exited);
        }
        Ready ready = world.stack()
                .readiness(service)
                .orElseThrow(() -> new InfrastructureFailure(
                        "compose.yaml does not say where " + service + " tells that it is ready (x-plumbline: ready)"));
        if (ready.path().isEmpty()) {
            return connect(world.stack().endpoint(service, ready.endpoint()));
        }
        Reply reply = world.http(service, ready.endpoint()).get(ready.path().get());
        return reply.isOk()
                ? Seen.enough(reply.status() + " " + reply.shortBody())
                : Seen.notYet(reply.question() + " answered " + reply.status() + " " + reply.shortBody());
    }

    private static Seen<String> connect(Endpoint endpoint) {
        try (Socket socket = new Socket()) {
            socket.connect(
                    new InetSocketAddress(
                            endpoint.uri().getHost(), endpoint.uri().getPort()),
                    2000);
            return Seen.enough("accepts connections");
        } catch (IOException e) {
            return Seen.notYet("cannot connect to " + endpoint + ": " + e.getMessage());
        }
    }
}
