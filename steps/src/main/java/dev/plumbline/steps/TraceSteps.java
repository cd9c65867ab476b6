package dev.plumbline.steps;

import dev.plumbline.harness.client.TempoClient;
import dev.plumbline.harness.client.TempoClient.Trace;
import dev.plumbline.harness.client.UnexpectedAnswer;
import dev.plumbline.harness.client.WorkloadClient.EmittedTrace;
import dev.plumbline.harness.failure.ExpectationFailure;
import dev.plumbline.harness.failure.PipelineFailure;
import dev.plumbline.harness.stack.Service;
import dev.plumbline.harness.waiting.Deadline;
import dev.plumbline.harness.waiting.DeadlineMissed;
import dev.plumbline.harness.waiting.Seen;
import io.cucumber.java.en.Then;
import io.cucumber.java.en.When;
import java.math.BigInteger;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;

/** Whether traces arrive. */
public final class TraceSteps {
    private final World world;
    private final Emitted emitted;

    public TraceSteps(World world, Emitted emitted) {
        this.world = world;
        this.emitted = emitted;
    }

    @When("the workload emits a trace")
    public void the_workload_emits_a_trace() {
        emitted.trace(world.workload().emitTrace(world.stamp()));
    }

    @Then("Tempo returns that trace within {deadline}, with all its spans and services")
    public void tempo_returns_that_trace(Deadline deadline) {
        EmittedTrace trace = emitted.trace();
        try {
            Trace found =
                    deadline.eventually("trace " + trace.id() + " is in Tempo with " + trace.spans() + " spans", () -> {
                        Optional<Trace> seen = world.tempo().trace(trace.id());
                        return seen.filter(t -> t.spans() >= trace.spans())
                                .map(Seen::enough)
                                .orElseGet(() ->
                                        Seen.notYet(seen.map(Trace::toString).orElse("Tempo has no span of it")));
                    });
            if (found.spans() != trace.spans() || !found.services().equals(new TreeSet<>(trace.services()))) {
                throw new ExpectationFailure("the workload emitted " + trace + ", Tempo holds " + found);
            }
            world.evidence().observed("Tempo holds " + found);
        } catch (DeadlineMissed e) {
            throw new PipelineFailure(
                    "the workload emitted a trace that is not whole in Tempo, " + lost() + ": " + e.getMessage(), e);
        }
    }

    /** Says by the OpenTelemetry Collector's counters on which side of it spans are lost. */
    private String lost() {
        try {
            List<String> metrics = world.http(Service.OTEL_COLLECTOR, "metrics")
                    .get("/metrics")
                    .body()
                    .lines()
                    .toList();
            long accepted = SpanCounters.sum(metrics, "otelcol_receiver_accepted_spans");
            long sent = SpanCounters.sum(metrics, "otelcol_exporter_sent_spans");
            long failed = SpanCounters.sum(metrics, "otelcol_exporter_send_failed_spans");
            if (accepted == 0) {
                return "lost between the workload and the OpenTelemetry Collector, which has accepted no span";
            }
            return sent == 0
                    ? "lost between the OpenTelemetry Collector, which has accepted " + accepted
                            + " spans and sent none, and Tempo"
                    : "though the OpenTelemetry Collector has accepted " + accepted + " spans, sent " + sent
                            + " and failed to send " + failed + " since it began";
        } catch (UnexpectedAnswer e) {
            return "and the OpenTelemetry Collector does not tell its counters (" + e.getMessage() + ")";
        }
    }

    @Then("a search for that trace finds it within {deadline}")
    public void a_search_finds_it(Deadline deadline) {
        EmittedTrace trace = emitted.trace();
        BigInteger id = TempoClient.number(trace.id());
        String query = "{ span.plumbline.stamp = \"" + world.stamp() + "\" }";
        try {
            deadline.eventually("a search for " + query + " finds trace " + trace.id(), () -> {
                List<BigInteger> found = world.tempo()
                        .search(
                                query,
                                emitted.since().minusSeconds(60),
                                Instant.now().plusSeconds(60));
                return found.contains(id)
                        ? Seen.enough(found)
                        : Seen.notYet("found "
                                + found.stream().map(n -> n.toString(16)).toList());
            });
            world.evidence().observed("TraceQL " + query + " finds the trace");
        } catch (DeadlineMissed e) {
            throw new PipelineFailure("Tempo returns the trace by id but not by search: " + e.getMessage(), e);
        }
    }

    @Then("Tempo has no trace of an id that nobody emitted")
    public void tempo_has_no_trace_of_another_id() {
        String nobodys =
                new BigInteger(emitted.trace().id(), 16).flipBit(120).flipBit(3).toString(16);
        Optional<Trace> found = world.tempo().trace(nobodys);
        if (found.isPresent()) {
            throw new ExpectationFailure("Tempo returns a trace for an id that nobody emitted: " + found.get());
        }
    }
}
