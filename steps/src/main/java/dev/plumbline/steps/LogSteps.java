package dev.plumbline.steps;

import dev.plumbline.harness.client.LogLine;
import dev.plumbline.harness.failure.ExpectationFailure;
import dev.plumbline.harness.failure.PipelineFailure;
import dev.plumbline.harness.stack.ContainerIdentity;
import dev.plumbline.harness.stack.Service;
import dev.plumbline.harness.text.Counted;
import dev.plumbline.harness.waiting.Deadline;
import dev.plumbline.harness.waiting.DeadlineMissed;
import dev.plumbline.harness.waiting.Seen;
import dev.plumbline.steps.Emitted.Batch;
import io.cucumber.java.After;
import io.cucumber.java.en.Given;
import io.cucumber.java.en.Then;
import io.cucumber.java.en.When;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Whether log lines arrive. */
public final class LogSteps {
    private final World world;
    private final Emitted emitted;

    public LogSteps(World world, Emitted emitted) {
        this.world = world;
        this.emitted = emitted;
    }

    @When("these services write lines:")
    public void these_services_write_lines(List<Map<String, String>> rows) {
        rows.forEach(row -> write(
                row.getOrDefault("service", ""),
                row.getOrDefault("stream", ""),
                Integer.parseInt(row.getOrDefault("lines", "0"))));
    }

    @When("{part} writes {int} line(s) to {stream}")
    public void a_service_writes_lines(String service, int lines, String stream) {
        write(service, stream, lines);
    }

    @Given("{part} has written {int} line(s) to {stream}")
    public void a_service_has_written_lines(String service, int lines, String stream) {
        write(service, stream, lines);
    }

    @Given("{part} keeps writing {int} lines a second to {stream}")
    public void a_service_keeps_writing(String service, int linesPerSecond, String stream) {
        emitted.writing(
                new Batch(service, stream, 0, stamp(service, stream)),
                new Writing(world.workload(), service, stream, linesPerSecond, stamp(service, stream)));
    }

    @After
    public void stop_writing() {
        emitted.abandon();
    }

    @Given("{part} has written {int} error lines")
    public void a_service_has_written_error_lines(String service, int lines) {
        write(service, "stderr", lines);
    }

    private void write(String service, String stream, int lines) {
        String stamp = stamp(service, stream);
        world.workload().writeLines(service, stream, emitted.writtenWith(stamp) + 1, lines, stamp);
        emitted.add(new Batch(service, stream, lines, stamp));
    }

    private String stamp(String service, String stream) {
        return world.stamp() + "x" + service + stream;
    }

    @Then("all of these lines are in Loki within {deadline}, each once and in order")
    public void all_lines_are_in_loki(Deadline deadline) {
        for (Batch batch : emitted.batches()) {
            String query = promised(batch) + " |= `stamp=" + batch.stamp() + " `";
            try {
                List<LogLine> lines = deadline.eventually(
                        batch.lines() + " lines of " + batch.service() + " are in Loki", () -> look(batch, query));
                judge(batch, lines);
            } catch (DeadlineMissed e) {
                String stamp = "stamp=" + batch.stamp() + " ";
                throw new PipelineFailure(
                        batch.lines() + " lines of " + batch.service() + " on " + batch.stream() + ": "
                                + world.logPath(batch.visitor()).explain(stamp, batch.lines(), emitted.since())
                                + "\nasked:      " + query + "\n" + e.getMessage(),
                        e);
            }
        }
    }

    /** Selects by the labels that the suite promises, as people do. */
    private String promised(Batch batch) {
        Map<String, String> labels = new LinkedHashMap<>();
        labels.put("job", "docker");
        labels.put("compose_service", batch.composeService());
        labels.put("stream", batch.stream());
        return world.selector(labels);
    }

    private Seen<List<LogLine>> look(Batch batch, String query) {
        List<LogLine> lines = find(query);
        return lines.size() >= batch.lines() ? Seen.enough(lines) : Seen.notYet(lines.size() + " of " + batch.lines());
    }

    private List<LogLine> find(String query) {
        return world.loki()
                .lines(query, emitted.since().minusSeconds(5), Instant.now().plusSeconds(5));
    }

    private void judge(Batch batch, List<LogLine> lines) {
        List<Integer> numbers = lines.stream().map(LogSteps::number).toList();
        List<Integer> expected =
                java.util.stream.IntStream.rangeClosed(1, batch.lines()).boxed().toList();
        if (!numbers.equals(expected)) {
            throw new ExpectationFailure("lines of " + batch.service() + " on " + batch.stream() + ": "
                    + Sequences.difference(expected, numbers));
        }
        world.evidence()
                .observed(Counted.of(batch.lines(), "line") + " of " + batch.service() + " on " + batch.stream()
                        + " in Loki, each once and in order");
    }

    private static int number(LogLine line) {
        int at = line.text().indexOf(" n=");
        int end = line.text().indexOf(' ', at + 3);
        return Integer.parseInt(line.text().substring(at + 3, end));
    }

    @Then("each of these lines is found by the labels of its container:")
    public void each_line_has_the_labels(List<Map<String, String>> rows) {
        for (Batch batch : emitted.batches()) {
            Map<String, String> labels = new LinkedHashMap<>();
            rows.forEach(row -> labels.put(row.getOrDefault("label", ""), value(row.getOrDefault("value", ""), batch)));
            String selector = world.selector(labels);
            List<LogLine> found = find(selector + " |= `stamp=" + batch.stamp() + " `");
            if (found.size() != batch.lines()) {
                throw new ExpectationFailure(found.size() + " of " + batch.lines() + " lines of " + batch.service()
                        + " are found by " + selector + "; the label values that exist: " + existing(labels));
            }
            world.evidence().observed(Counted.of(batch.lines(), "line") + " found by " + selector);
        }
    }

    private Map<String, List<String>> existing(Map<String, String> labels) {
        Map<String, List<String>> values = new LinkedHashMap<>();
        labels.keySet()
                .forEach(l -> values.put(
                        l, world.loki().labelValues(l, emitted.since().minusSeconds(600))));
        return values;
    }

    /** A leading tilde marks a regular expression: where the container is not known, its form is. */
    private String value(String promised, Batch batch) {
        Optional<ContainerIdentity> container =
                batch.visitor().or(() -> world.stack().container(Service.WORKLOAD));
        return switch (promised) {
            case "the project of this stack" -> world.stack().project();
            case "the name of the container" ->
                container.map(ContainerIdentity::name).orElse("~.+");
            case "the full id of the container" ->
                container.map(ContainerIdentity::id).orElse("~[0-9a-f]{64}");
            case "the stream it was written to" -> batch.stream();
            default -> promised;
        };
    }

    @Then("no further line of this scenario appears within {deadline}")
    public void no_further_line_appears(Deadline window) {
        int written = emitted.batches().stream().mapToInt(Batch::lines).sum();
        String query = world.selector(Map.of("job", "docker")) + " |= `stamp=" + world.stamp() + "`";
        window.never("a line more than the " + written + " that were written", () -> {
            int found = find(query).size();
            return found > written ? Seen.enough(found + " lines") : Seen.notYet(found + " lines");
        });
        world.evidence()
                .observed("no line more than " + written + " within "
                        + window.duration().toSeconds() + " s");
    }

    @Then("Loki keeps lines for {int} hours and deletes older ones")
    public void loki_keeps_lines(int hours) {
        Retention.check(world, hours);
    }
}
