package dev.plumbline.steps;

import dev.plumbline.harness.failure.ExpectationFailure;
import dev.plumbline.harness.stack.ContainerIdentity;
import dev.plumbline.harness.stack.Endpoint;
import dev.plumbline.harness.stack.Fault;
import dev.plumbline.harness.stack.Faults;
import dev.plumbline.harness.stack.Readiness;
import dev.plumbline.harness.stack.Service;
import dev.plumbline.harness.stack.Stack;
import dev.plumbline.harness.waiting.Deadline;
import dev.plumbline.harness.waiting.Seen;
import io.cucumber.java.After;
import io.cucumber.java.Before;
import io.cucumber.java.en.Given;
import io.cucumber.java.en.When;
import java.time.Duration;
import org.opentest4j.TestAbortedException;

/** Does things to services; whatever was done is undone when the scenario ends. */
public final class FaultSteps {
    /** For so long a service is watched to be sure that it was really stopped. */
    private static final Deadline PROOF = Deadline.seconds(1);

    private final World world;
    private boolean acted;

    public FaultSteps(World world) {
        this.world = world;
    }

    /** Asked before the first step, so that nothing is emitted into a stack that may not be acted on. */
    @Before("@acts")
    public void only_where_the_stack_may_be_acted_on() {
        Faults unused = allowed();
    }

    private Faults faults() {
        acted = true;
        return allowed();
    }

    private Faults allowed() {
        return world.stack()
                .faults()
                .orElseThrow(
                        () -> new TestAbortedException("not applicable: nothing may be done to the services of this "
                                + world.stack().kind() + " stack"));
    }

    @When("{service} is down for {deadline}")
    public void is_down_for(Service service, Deadline window) {
        faults().apply(service, new Fault.Stopped());
        staysAway(service, window);
        faults().undo(service);
    }

    /** A service that answers while it should be down would make the scenario prove nothing. */
    private void staysAway(Service service, Deadline window) {
        Stack stack = world.stack();
        try (Readiness readiness = new Readiness()) {
            window.every(Duration.ofMillis(500)).never(service.title() + " answering while it is down", () -> {
                var ready = stack.readiness(service)
                        .orElseThrow(() -> new ExpectationFailure(service + " has no readiness to watch"));
                try {
                    Endpoint endpoint = stack.endpoint(service, ready.endpoint());
                    return readiness.whyNot(ready, endpoint).isPresent()
                            ? Seen.notYet("it does not answer")
                            : Seen.enough("it answers");
                } catch (RuntimeException e) {
                    return Seen.notYet("it has no address now");
                }
            });
        }
    }

    @When("the {service} is stopped")
    @Given("the {service} has been stopped")
    public void is_stopped(Service service) {
        faults().apply(service, new Fault.Stopped());
    }

    @When("the {service} is stopped and started again")
    public void is_stopped_and_started(Service service) {
        faults().apply(service, new Fault.Stopped());
        staysAway(service, PROOF);
        faults().undo(service);
    }

    @When("the {service} is killed and started again {int} times")
    public void is_killed_and_started(Service service, int times) {
        for (int i = 0; i < times; i++) {
            faults().apply(service, new Fault.Killed());
            staysAway(service, PROOF);
            faults().undo(service);
        }
    }

    @When("{service} is paused for {deadline}")
    public void is_paused_for(Service service, Deadline window) {
        faults().apply(service, new Fault.Paused());
        staysAway(service, window);
        faults().undo(service);
    }

    @When("the {service} is started again")
    public void is_started_again(Service service) {
        faults().undo(service);
    }

    @When("the container of the {service} is removed and made again")
    public void is_removed_and_made_again(Service service) {
        String before = containerOf(service);
        faults().apply(service, new Fault.Removed());
        faults().undo(service);
        String after = containerOf(service);
        if (before.equals(after)) {
            throw new ExpectationFailure(
                    "expected another container of the " + service.title() + ", found the same one, " + after);
        }
    }

    private String containerOf(Service service) {
        return world.stack()
                .container(service)
                .map(ContainerIdentity::id)
                .orElseThrow(() -> new ExpectationFailure("nothing is known of a container of the " + service.title()));
    }

    @When(
            "answers of {service} reach the log collector {int} second(s) late and {int} kilobytes a second pass, for {deadline}")
    public void is_slow_for(Service service, int late, int kilobytes, Deadline window) {
        faults().apply(service, new Fault.Slowed(Duration.ofSeconds(late), kilobytes * 1000L));
        window.never("the end of the slowness", () -> Seen.notYet("it is slow"));
        long felt = world.stack().faults().orElseThrow().felt(service);
        faults().undo(service);
        if (felt == 0) {
            throw new ExpectationFailure("nothing has passed between the log collector and " + service.title() + " in "
                    + window.duration().toSeconds() + " s: that it was slow proves nothing");
        }
        world.evidence().observed("bytes had to wait " + felt + " times");
    }

    @When("the next {int} connections from the log collector to {service} are reset, within {deadline}")
    public void connections_are_reset(int connections, Service service, Deadline deadline) {
        Faults faults = faults();
        faults.apply(service, new Fault.Resetting());
        long reset = deadline.eventually(connections + " connections to " + service.title() + " are reset", () -> {
            long felt = faults.felt(service);
            return felt >= connections ? Seen.enough(felt) : Seen.notYet(felt + " were reset");
        });
        faults.undo(service);
        world.evidence().observed(reset + " connections were reset");
    }

    @When("{service} is cut off from the network for {deadline}")
    public void is_cut_off_for(Service service, Deadline window) {
        faults().apply(service, new Fault.CutOff());
        staysAway(service, window);
        faults().undo(service);
    }

    @After(order = 20_000)
    public void undo() {
        if (acted) {
            world.stackIfUp().flatMap(Stack::faults).ifPresent(Faults::undo);
        }
    }
}
