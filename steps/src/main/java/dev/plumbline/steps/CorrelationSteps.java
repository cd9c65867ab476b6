package dev.plumbline.steps;

import com.fasterxml.jackson.databind.JsonNode;
import dev.plumbline.harness.client.GrafanaClient.DataSource;
import dev.plumbline.harness.client.LogLine;
import dev.plumbline.harness.client.Sample;
import dev.plumbline.harness.client.TempoClient;
import dev.plumbline.harness.client.TempoClient.Trace;
import dev.plumbline.harness.client.WorkloadClient.EmittedTrace;
import dev.plumbline.harness.failure.ConfigurationFailure;
import dev.plumbline.harness.failure.ExpectationFailure;
import dev.plumbline.harness.failure.PipelineFailure;
import dev.plumbline.harness.waiting.Deadline;
import dev.plumbline.harness.waiting.DeadlineMissed;
import dev.plumbline.harness.waiting.Seen;
import io.cucumber.java.en.Then;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/** Whether logs, traces and metrics lead to each other. */
public final class CorrelationSteps {
    private static final String REQUESTS = "http_server_request_duration_seconds_bucket";

    private final World world;
    private final Emitted emitted;

    public CorrelationSteps(World world, Emitted emitted) {
        this.world = world;
        this.emitted = emitted;
    }

    /**
     * The link that Grafana shows in a log line.
     *
     * @param regex its first group is the trace id
     * @param target uid of the data source that it leads to
     */
    private record Link(Pattern regex, String target) {}

    private Link derivedField() {
        for (DataSource listed : world.grafana().dataSources()) {
            DataSource source = world.grafana().dataSource(listed.uid()).orElse(listed);
            for (JsonNode field : source.jsonData().path("derivedFields")) {
                String regex = field.path("matcherRegex").asText("");
                if (source.type().equals("loki") && field.has("datasourceUid") && !regex.isEmpty()) {
                    return new Link(compiled(regex), field.path("datasourceUid").asText());
                }
            }
        }
        throw new ConfigurationFailure(
                "no Loki data source has a derivedFields entry with matcherRegex and datasourceUid: no log line leads to a trace");
    }

    private static Pattern compiled(String regex) {
        try {
            Pattern pattern = Pattern.compile(regex);
            if (pattern.matcher("").groupCount() < 1) {
                throw new ConfigurationFailure(
                        "derivedFields.matcherRegex '" + regex + "' has no group for the trace id");
            }
            return pattern;
        } catch (PatternSyntaxException e) {
            throw new ConfigurationFailure(
                    "derivedFields.matcherRegex '" + regex + "' is not valid: " + e.getMessage(), e);
        }
    }

    @Then("a log line of that trace leads, by the link that Grafana shows, to the trace in Tempo within {deadline}")
    public void a_log_line_leads_to_the_trace(Deadline deadline) {
        EmittedTrace trace = emitted.trace();
        Link link = derivedField();
        try {
            LogLine line = deadline.eventually(
                    "a log line of trace " + trace.id() + " is in Loki",
                    () -> lines(logs() + " |= `" + trace.id() + "`").stream()
                            .findFirst()
                            .map(Seen::enough)
                            .orElseGet(() -> Seen.notYet("no line holds the id")));
            Matcher matcher = link.regex().matcher(line.text());
            if (!matcher.find() || !matcher.group(1).equals(trace.id())) {
                throw new ExpectationFailure("derivedFields.matcherRegex '" + link.regex() + "' finds no link to trace "
                        + trace.id() + " in the line: " + line.text());
            }
            String id = matcher.group(1);
            Trace found = deadline.eventually(
                    "trace " + id + " is behind data source " + link.target(),
                    () -> behind(link, id)
                            .map(Seen::enough)
                            .orElseGet(() ->
                                    Seen.notYet("data source " + link.target() + " returns no trace of that id")));
            world.evidence().observed("a log line leads by " + link.regex() + " to " + found);
        } catch (DeadlineMissed e) {
            throw new PipelineFailure("the way from a log line to its trace is broken: " + e.getMessage(), e);
        }
    }

    /** Follows the link through Grafana, to the data source that it names. */
    private Optional<Trace> behind(Link link, String id) {
        var reply = world.grafana().proxy(link.target(), "/api/v2/traces/" + id, Map.of());
        return reply.isOk() ? Trace.read(id, reply.json()) : Optional.empty();
    }

    private String logs() {
        return world.selector(Map.of("job", "docker"));
    }

    private List<LogLine> lines(String query) {
        return world.loki()
                .lines(query, emitted.since().minusSeconds(60), Instant.now().plusSeconds(5));
    }

    @Then("each service of that trace has service graph metrics within {deadline}")
    public void each_service_has_service_graph_metrics(Deadline deadline) {
        for (String service : emitted.trace().services()) {
            String query = "sum(traces_service_graph_request_total{client=\"" + service
                    + "\"}) or sum(traces_service_graph_request_total{server=\"" + service + "\"})";
            try {
                List<Sample> found = deadline.eventually("service graph metrics of " + service, () -> {
                    List<Sample> samples = world.prometheus().query(query);
                    return samples.isEmpty() ? Seen.notYet("no series; " + edges()) : Seen.enough(samples);
                });
                world.evidence()
                        .observed("service graph of " + service + ": "
                                + found.getFirst().value() + " requests");
            } catch (DeadlineMissed e) {
                throw new PipelineFailure("the way from a trace to its metrics is broken: " + e.getMessage(), e);
            }
        }
    }

    private String edges() {
        return "the edges that exist: "
                + world.prometheus().query("group by (client, server) (traces_service_graph_request_total)").stream()
                        .map(Sample::labels)
                        .toList();
    }

    @Then("the exemplars of its request metric lead to traces in Tempo within {deadline}")
    public void the_exemplars_lead_to_traces(Deadline deadline) {
        try {
            String id = deadline.eventually("an exemplar of " + REQUESTS + " leads to a trace", () -> {
                List<Map<String, String>> exemplars = world.prometheus().exemplars(REQUESTS, 120);
                if (exemplars.isEmpty()) {
                    return Seen.notYet("Prometheus holds no exemplar");
                }
                return exemplars.reversed().stream()
                        .map(e -> e.getOrDefault("trace_id", ""))
                        .filter(t -> !t.isEmpty() && world.tempo().trace(t).isPresent())
                        .findFirst()
                        .map(Seen::enough)
                        .orElseGet(() -> Seen.notYet(exemplars.size() + " exemplars, none of a trace that Tempo has: "
                                + exemplars.getLast()));
            });
            world.evidence()
                    .observed("an exemplar leads to trace "
                            + TempoClient.number(id).toString(16));
        } catch (DeadlineMissed e) {
            throw new PipelineFailure("the way from a metric to a trace is broken: " + e.getMessage(), e);
        }
    }

    @Then("the service label of those metrics leads back to log lines of that service")
    public void the_service_label_leads_back() {
        for (String service : emitted.trace().services()) {
            List<Sample> spans = world.prometheus()
                    .query("count by (service) (traces_spanmetrics_calls_total{service=\"" + service + "\"})");
            if (spans.isEmpty()) {
                throw new PipelineFailure("no span metrics with the label service=\"" + service + "\"");
            }
            String label = spans.getFirst().labels().getOrDefault("service", "");
            List<LogLine> found = lines(logs() + " | logfmt | service=\"" + label + "\" |= `"
                    + emitted.trace().id() + "`");
            if (found.isEmpty()) {
                throw new PipelineFailure("no log line of service " + label + " with trace "
                        + emitted.trace().id());
            }
            world.evidence()
                    .observed("service " + label + " leads back to " + found.size() + " log lines of that trace");
        }
    }
}
