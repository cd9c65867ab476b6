package dev.plumbline.steps;

import static dev.plumbline.harness.stack.Service.GRAFANA;
import static dev.plumbline.harness.stack.Service.LOKI;
import static dev.plumbline.harness.stack.Service.PROMETHEUS;
import static dev.plumbline.harness.stack.Service.TEMPO;
import static dev.plumbline.steps.Telling.IN_VAIN;
import static dev.plumbline.steps.Telling.PATIENT;
import static dev.plumbline.steps.Telling.fails;

import dev.plumbline.harness.client.UnexpectedAnswer;
import dev.plumbline.harness.client.WorkloadClient.EmittedTrace;
import dev.plumbline.harness.failure.ExpectationFailure;
import dev.plumbline.harness.failure.PipelineFailure;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The steps about traces and their links, before systems that lie as the real ones do. */
final class TraceStepsTest {
    private static final String ID = "00b0dbb6005e38f9591a3768d34dc948";
    private static final String SEARCH = "/api/search";
    private static final String BY_ID = "/api/v2/traces/";
    private static final String PROXY = "/api/datasources/proxy/uid/tempo/api/v2/traces/";
    private static final String NOTHING = "{\"trace\":{}}";

    private final LyingStack stack = new LyingStack();
    private final World world = stack.world(Path.of("."));
    private final Emitted emitted = new Emitted();
    private final TraceSteps steps = new TraceSteps(world, emitted);
    private final CorrelationSteps links = new CorrelationSteps(world, emitted);

    @BeforeEach
    void emit() {
        emitted.trace(new EmittedTrace(ID, 3, List.of("checkout", "payments")));
    }

    @AfterEach
    void close() {
        stack.close();
    }

    private static String trace(String... serviceOfEachSpan) {
        StringBuilder batches = new StringBuilder();
        for (String service : serviceOfEachSpan) {
            batches.append(batches.isEmpty() ? "" : ",").append("""
                    {"resource":{"attributes":[{"key":"service.name","value":{"stringValue":"%s"}}]},
                     "scopeSpans":[{"spans":[{}]}]}""".formatted(service));
        }
        return "{\"trace\":{\"resourceSpans\":[" + batches + "]}}";
    }

    @Test
    @SeenFailing("tempo_returns_that_trace")
    void a_trace_is_whole_or_it_is_not_there() {
        stack.says(TEMPO, BY_ID, trace("checkout", "payments", "payments"));
        steps.tempo_returns_that_trace(PATIENT);

        stack.says(TEMPO, BY_ID, trace("checkout", "payments"));
        fails(
                () -> steps.tempo_returns_that_trace(IN_VAIN),
                PipelineFailure.class,
                "the workload emitted a trace that is not whole in Tempo");
        stack.says(TEMPO, BY_ID, NOTHING);
        fails(
                () -> steps.tempo_returns_that_trace(IN_VAIN),
                PipelineFailure.class,
                "the workload emitted a trace that is not whole in Tempo");
        stack.says(TEMPO, BY_ID, trace("checkout", "payments", "payments", "payments"));
        fails(
                () -> steps.tempo_returns_that_trace(PATIENT),
                ExpectationFailure.class,
                "the workload emitted EmittedTrace");
        stack.says(TEMPO, BY_ID, trace("checkout", "checkout", "checkout"));
        fails(
                () -> steps.tempo_returns_that_trace(PATIENT),
                ExpectationFailure.class,
                "the workload emitted EmittedTrace");
    }

    @Test
    @SeenFailing("a_search_finds_it")
    void search_cuts_leading_zeros_off_and_finds_the_trace_all_the_same() {
        stack.says(TEMPO, SEARCH, "{\"traces\":[{\"traceID\":\"b0dbb6005e38f9591a3768d34dc948\"}]}");
        steps.a_search_finds_it(PATIENT);

        stack.says(TEMPO, SEARCH, "{\"traces\":[{\"traceID\":\"b0dbb6005e38f9591a3768d34dc949\"}]}");
        fails(
                () -> steps.a_search_finds_it(IN_VAIN),
                PipelineFailure.class,
                "Tempo returns the trace by id but not by search: ");
        stack.says(TEMPO, SEARCH, "{\"traces\":[]}");
        fails(
                () -> steps.a_search_finds_it(IN_VAIN),
                PipelineFailure.class,
                "Tempo returns the trace by id but not by search: ");
    }

    @Test
    @SeenFailing("tempo_has_no_trace_of_another_id")
    void a_tempo_that_has_every_trace_is_not_believed() {
        stack.says(TEMPO, BY_ID, NOTHING);
        steps.tempo_has_no_trace_of_another_id();
        stack.says(TEMPO, BY_ID, 404, question -> "trace not found");
        steps.tempo_has_no_trace_of_another_id();

        stack.says(TEMPO, BY_ID, trace("checkout", "payments", "payments"));
        fails(
                steps::tempo_has_no_trace_of_another_id,
                ExpectationFailure.class,
                "Tempo returns a trace for an id that nobody emitted: ");
        stack.says(TEMPO, BY_ID, 500, question -> "out of order");
        fails(steps::tempo_has_no_trace_of_another_id, UnexpectedAnswer.class, "GET ");
    }

    private void linked(String line) {
        stack.says(GRAFANA, "/api/datasources", """
                [{"uid":"loki","type":"loki","jsonData":{
                  "derivedFields":[{"matcherRegex":"traceID=(\\\\w+)","datasourceUid":"tempo"}]}}]""");
        stack.says(GRAFANA, "/api/datasources/uid/", 404, question -> "{}");
        stack.says(LOKI, "/loki/api/v1/query_range", """
                {"data":{"resultType":"streams","result":[{"stream":{},"values":[["1","%s"]]}]}}""".formatted(line));
    }

    @Test
    @SeenFailing("a_log_line_leads_to_the_trace")
    void a_link_to_a_trace_that_answers_200_and_holds_nothing_leads_nowhere() {
        linked("traceID=" + ID + " paid");
        stack.says(GRAFANA, PROXY, trace("checkout"));
        links.a_log_line_leads_to_the_trace(PATIENT);

        stack.says(GRAFANA, PROXY, NOTHING);
        fails(
                () -> links.a_log_line_leads_to_the_trace(IN_VAIN),
                PipelineFailure.class,
                "the way from a log line to its trace is broken: ");
        linked("traceID=0" + ID + " paid");
        fails(
                () -> links.a_log_line_leads_to_the_trace(PATIENT),
                ExpectationFailure.class,
                "derivedFields.matcherRegex 'traceID=(\\w+)' finds no link to trace ");
    }

    @Test
    @SeenFailing("each_service_has_service_graph_metrics")
    void a_service_that_the_graph_does_not_know_is_missed() {
        stack.says(PROMETHEUS, "/api/v1/query", 200, question -> vector(!question.contains("edges")));
        links.each_service_has_service_graph_metrics(PATIENT);

        stack.says(PROMETHEUS, "/api/v1/query", 200, question -> vector(!question.contains("payments")));
        fails(
                () -> links.each_service_has_service_graph_metrics(IN_VAIN),
                PipelineFailure.class,
                "the way from a trace to its metrics is broken: service graph metrics of payments");
    }

    @Test
    @SeenFailing("the_exemplars_lead_to_traces")
    void an_exemplar_of_a_trace_that_tempo_does_not_hold_leads_nowhere() {
        stack.says(PROMETHEUS, "/api/v1/query_exemplars", """
                {"data":[{"exemplars":[{"labels":{"trace_id":"%s"}}]}]}""".formatted(ID));
        stack.says(TEMPO, BY_ID, trace("checkout"));
        links.the_exemplars_lead_to_traces(PATIENT);

        stack.says(TEMPO, BY_ID, NOTHING);
        fails(
                () -> links.the_exemplars_lead_to_traces(IN_VAIN),
                PipelineFailure.class,
                "the way from a metric to a trace is broken: ");
        stack.says(TEMPO, BY_ID, trace("checkout"));
        stack.says(PROMETHEUS, "/api/v1/query_exemplars", "{\"data\":[]}");
        fails(
                () -> links.the_exemplars_lead_to_traces(IN_VAIN),
                PipelineFailure.class,
                "the way from a metric to a trace is broken: ");
    }

    @Test
    @SeenFailing("the_service_label_leads_back")
    void metrics_that_lead_back_to_no_line_lead_nowhere() {
        linked("traceID=" + ID + " paid");
        stack.says(PROMETHEUS, "/api/v1/query", vector(true));
        links.the_service_label_leads_back();

        stack.says(LOKI, "/loki/api/v1/query_range", "{\"data\":{\"resultType\":\"streams\",\"result\":[]}}");
        fails(links::the_service_label_leads_back, PipelineFailure.class, "no log line of service ");
        stack.says(PROMETHEUS, "/api/v1/query", vector(false));
        fails(
                links::the_service_label_leads_back,
                PipelineFailure.class,
                "no span metrics with the label service=\"checkout\"");
    }

    private static String vector(boolean full) {
        return "{\"data\":{\"resultType\":\"vector\",\"result\":["
                + (full ? "{\"metric\":{\"service\":\"checkout\"},\"value\":[1,\"1\"]}" : "") + "]}}";
    }
}
