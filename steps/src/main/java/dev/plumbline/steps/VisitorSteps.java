package dev.plumbline.steps;

import dev.plumbline.harness.client.LogLine;
import dev.plumbline.harness.failure.InfrastructureFailure;
import dev.plumbline.harness.failure.PipelineFailure;
import dev.plumbline.harness.stack.ContainerIdentity;
import dev.plumbline.harness.stack.Stack;
import dev.plumbline.harness.stack.Visitors;
import dev.plumbline.harness.waiting.Deadline;
import dev.plumbline.harness.waiting.DeadlineMissed;
import dev.plumbline.harness.waiting.Scale;
import dev.plumbline.harness.waiting.Seen;
import dev.plumbline.steps.Emitted.Batch;
import io.cucumber.java.After;
import io.cucumber.java.en.Then;
import io.cucumber.java.en.When;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.opentest4j.TestAbortedException;

/** Containers that come, write and go. */
public final class VisitorSteps {
    private static final String SERVICE = "visitor";
    private static final Deadline ENDS = Deadline.seconds(120);

    private final World world;
    private final Emitted emitted;
    private Optional<ContainerIdentity> visitor = Optional.empty();

    public VisitorSteps(World world, Emitted emitted) {
        this.world = world;
        this.emitted = emitted;
    }

    private Visitors visitors() {
        return world.stack()
                .visitors()
                .orElseThrow(() -> new TestAbortedException(
                        "not applicable: there is no engine to start a container on beside this "
                                + world.stack().kind() + " stack"));
    }

    private ContainerIdentity visitor() {
        return visitor.orElseThrow(() -> new IllegalStateException("no step has had a container started"));
    }

    @When("a new container writes {int} line(s) and ends")
    public void a_new_container_writes(int lines) {
        String stamp = world.stamp() + "x" + SERVICE;
        ContainerIdentity started = visitors().start(SERVICE, lines, stamp);
        visitor = Optional.of(started);
        emitted.add(new Batch(SERVICE, "stdout", lines, stamp, visitor));
        try {
            Scale.ofRun()
                    .stretched(ENDS)
                    .eventually(
                            "container " + started.name() + " ends",
                            () -> visitors().hasEnded(started) ? Seen.enough("it has ended") : Seen.notYet("it runs"));
        } catch (DeadlineMissed e) {
            throw new InfrastructureFailure(
                    e.getMessage() + "\nits last lines:\n" + visitors().log(started), e);
        }
    }

    @Then("its first line is in Loki within {deadline}")
    public void its_first_line_is_in_loki(Deadline deadline) {
        String query = world.selector(Map.of("job", "docker", "compose_service", SERVICE)) + " |= `stamp="
                + world.stamp() + "x" + SERVICE + " ` |= ` n=1 `";
        try {
            LogLine line = deadline.eventually("the first line of " + visitor().name() + " is in Loki", () -> {
                List<LogLine> found = world.loki()
                        .lines(
                                query,
                                emitted.since().minusSeconds(5),
                                Instant.now().plusSeconds(5));
                return found.isEmpty() ? Seen.notYet("it is not") : Seen.enough(found.getFirst());
            });
            world.evidence()
                    .observed("the first line was in Loki no later than "
                            + Duration.between(written(line), Instant.now()).toMillis()
                            + " ms after the engine had stamped it, the end of its container included");
        } catch (DeadlineMissed e) {
            throw new PipelineFailure(
                    "the first line of a new container is not in Loki: "
                            + world.logPath(visitor)
                                    .explain("stamp=" + world.stamp() + "x" + SERVICE + " ", 1, emitted.since())
                            + "\nasked:      " + query + "\n" + e.getMessage(),
                    e);
        }
    }

    private static Instant written(LogLine line) {
        return Instant.EPOCH.plusNanos(line.timestamp());
    }

    @When("that container is removed")
    public void that_container_is_removed() {
        visitors().remove(visitor());
    }

    @After(order = 20_000)
    public void remove() {
        visitor.ifPresent(v -> world.stackIfUp().flatMap(Stack::visitors).ifPresent(all -> all.remove(v)));
    }
}
