package dev.plumbline.steps;

import dev.plumbline.harness.client.PrometheusClient;
import dev.plumbline.harness.client.PrometheusClient.Target;
import dev.plumbline.harness.client.Sample;
import dev.plumbline.harness.failure.ExpectationFailure;
import dev.plumbline.harness.failure.PipelineFailure;
import dev.plumbline.harness.stack.Service;
import dev.plumbline.harness.waiting.Deadline;
import dev.plumbline.harness.waiting.DeadlineMissed;
import dev.plumbline.harness.waiting.Seen;
import io.cucumber.java.en.Then;
import io.cucumber.java.en.When;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.opentest4j.TestAbortedException;

/** Whether metrics arrive. */
public final class MetricSteps {
    private static final int INTERVALS = 2;

    private final World world;
    private final Set<String> judged = new HashSet<>();

    public MetricSteps(World world) {
        this.world = world;
    }

    @Then(
            "these jobs are up, with samples no older than two scrape intervals and a series of their own, within {deadline}:")
    public void these_jobs_are_up(Deadline deadline, List<Map<String, String>> rows) {
        List<String> problems = new ArrayList<>();
        for (Map<String, String> row : rows) {
            String shipped = row.getOrDefault("job", "");
            Optional<String> here = world.expectations().job(shipped).filter(j -> isPart(shipped));
            if (here.isEmpty()) {
                world.evidence().observed("job " + shipped + " is not judged: this stack does not have it");
                continue;
            }
            String job = here.get();
            judged.add(job);
            try {
                String seen = deadline.eventually(
                        "job " + job + " is scraped",
                        () -> look(job, row.getOrDefault("series", ""), shipped.equals("otlp")));
                world.evidence().observed("job " + job + ": " + seen);
            } catch (DeadlineMissed e) {
                problems.add(e.getMessage());
            }
        }
        if (!problems.isEmpty()) {
            throw new PipelineFailure(String.join("\n", problems));
        }
        if (judged.isEmpty()) {
            throw new TestAbortedException("not applicable: this stack has none of these scrape jobs");
        }
    }

    /** Tells whether the service that a job scrapes is part of this stack. */
    private boolean isPart(String job) {
        Service scraped = switch (job) {
            case "otlp" -> Service.OTEL_COLLECTOR;
            case "containers" -> Service.COLLECTOR;
            default -> Service.named(job);
        };
        return world.stack().services().contains(scraped);
    }

    private Seen<String> look(String job, String series, boolean relayed) {
        PrometheusClient prometheus = world.prometheus();
        List<Target> targets =
                prometheus.targets().stream().filter(t -> t.job().equals(job)).toList();
        if (targets.isEmpty()) {
            return Seen.notYet("Prometheus has no target of that job; it has "
                    + prometheus.targets().stream()
                            .map(Target::job)
                            .sorted()
                            .distinct()
                            .toList());
        }
        for (Target target : targets) {
            if (!target.health().equals("up")) {
                return Seen.notYet(
                        "target " + target.instance() + " is " + target.health() + ": " + target.lastError());
            }
        }
        long interval = ScrapeInterval.seconds(world);
        List<Sample> ups = prometheus.rawSamples("up{job=\"" + job + "\"}", Math.max(60, 10 * interval));
        Instant newest = ups.stream().map(Sample::time).max(Instant::compareTo).orElse(Instant.EPOCH);
        Duration age = Duration.between(newest, Instant.now());
        if (ups.isEmpty() || age.toMillis() > INTERVALS * interval * 1000 + 500) {
            return Seen.notYet("the newest sample of up is " + age.toMillis() + " ms old, allowed are "
                    + INTERVALS * interval + " s");
        }
        if (ups.getLast().value() != 1) {
            return Seen.notYet("up is " + ups.getLast().value());
        }
        List<Sample> renamed = prometheus.query("count by (exported_job) (" + series + "{exported_job!=\"\"})");
        if (!renamed.isEmpty()) {
            return Seen.notYet("Prometheus has renamed the label job of " + series + " to exported_job, as in "
                    + renamed.getFirst().labels() + ": its scrape job lacks honor_labels: true");
        }
        String own = relayed ? "count(" + series + ")" : "count(" + series + "{job=\"" + job + "\"})";
        List<Sample> count = prometheus.query(own);
        return count.isEmpty()
                ? Seen.notYet("it is up, but has no series " + series)
                : Seen.enough(targets.size() + " up, sample " + age.toMillis() + " ms old, "
                        + Math.round(count.getFirst().value()) + " series of " + series);
    }

    @Then("no other scrape job is down")
    public void no_other_scrape_job_is_down() {
        List<Target> down = world.prometheus().targets().stream()
                .filter(t -> !judged.contains(t.job()))
                .filter(t -> !t.health().equals("up"))
                .toList();
        if (!down.isEmpty()) {
            throw new PipelineFailure("other scrape jobs are down: " + down);
        }
    }

    @When("the workload sets its probe to {double}")
    public void the_workload_sets_its_probe(double value) {
        world.workload().setProbe(world.stamp(), value);
    }

    @Then("Prometheus holds the probe of this scenario with the value {double} within {deadline}")
    public void prometheus_holds_the_probe(double value, Deadline deadline) {
        String query = "plumbline_probe{stamp=\"" + world.stamp() + "\"}";
        try {
            Sample sample = deadline.eventually("the probe " + query + " is in Prometheus", () -> {
                List<Sample> found = world.prometheus().query(query);
                return found.isEmpty() ? Seen.notYet("no series; " + whereProbesAre()) : Seen.enough(found.getFirst());
            });
            if (sample.value() != value) {
                throw new ExpectationFailure(
                        "the probe was set to " + value + ", Prometheus holds " + sample.value() + ": " + sample);
            }
            world.evidence().observed("the probe arrived as " + sample);
        } catch (DeadlineMissed e) {
            throw new PipelineFailure("the workload emitted a metric that is not in Prometheus: " + e.getMessage(), e);
        }
    }

    private String whereProbesAre() {
        if (!world.hasEndpoint(Service.OTEL_COLLECTOR, "exporter")) {
            return "the OpenTelemetry Collector cannot be asked where it was lost";
        }
        boolean anyAtCollector = world.http(Service.OTEL_COLLECTOR, "exporter")
                .get("/metrics")
                .body()
                .contains("plumbline_probe{");
        return anyAtCollector
                ? "the OpenTelemetry Collector exposes probes, so it is lost between it and Prometheus"
                : "the OpenTelemetry Collector exposes no probe, so it is lost between the workload and it";
    }
}
