package dev.plumbline.embedded.loki;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.plumbline.embedded.gotemplate.GoStrings;
import dev.plumbline.embedded.http.Request;
import dev.plumbline.embedded.http.Response;
import dev.plumbline.embedded.loki.QueryParameters.Bounds;
import dev.plumbline.embedded.loki.logql.Expr;
import dev.plumbline.embedded.loki.logql.Expr.Metric;
import dev.plumbline.embedded.loki.logql.Labels;
import dev.plumbline.embedded.loki.logql.LogEngine;
import dev.plumbline.embedded.loki.logql.MetricEngine;
import dev.plumbline.embedded.loki.logql.Parser;
import dev.plumbline.embedded.loki.logql.Sample;
import dev.plumbline.embedded.loki.logql.Timeline;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Answers instant and range queries. */
final class QueryApi {
    private final Settings settings;
    private final Clock clock;

    QueryApi(Settings settings, Clock clock) {
        this.settings = settings;
        this.clock = clock;
    }

    Response range(Tenant tenant, Request request) {
        QueryParameters parameters = new QueryParameters(request, Times.nanos(clock.instant()));
        QueryParameters.Range range = parameters.range();
        Bounds bounds = range.bounds();
        int limit = range.limit();
        boolean forward = range.forward();
        long step = range.step();
        long interval = range.interval();
        Expr expr = Parser.parse(parameters.text("query"));
        QueryParameters.checkLength(bounds, longest(expr), settings);
        return switch (expr) {
            case Expr.LogSelector selector -> {
                if (limit > settings.queryEntries()) {
                    throw QueryParameters.bad(
                            "max entries limit per query exceeded, limit > max_entries_limit_per_query (" + limit
                                    + " > " + settings.queryEntries() + ")");
                }
                boolean categorize = request.header("X-Loki-Response-Encoding-Flags")
                        .orElse("")
                        .contains("categorize-labels");
                LogEngine engine = new LogEngine(tenant.store(), categorize);
                yield streams(
                        engine.read(selector, bounds.start(), bounds.end(), limit, forward, interval), categorize);
            }
            case Expr.Variants v -> throw QueryParameters.bad("multi variant queries are disabled for this instance");
            case Metric metric -> {
                checkLiterals(metric);
                long millis = Math.max(1_000_000, step / 1_000_000 * 1_000_000);
                long start = bounds.start() - Math.floorMod(bounds.start(), millis);
                long rest = Math.floorMod(bounds.end(), millis);
                long end = rest == 0 ? bounds.end() : bounds.end() + millis - rest;
                yield matrix(tenant, metric, new Timeline(start, end, millis));
            }
        };
    }

    Response instant(Tenant tenant, Request request) {
        QueryParameters parameters = new QueryParameters(request, Times.nanos(clock.instant()));
        parameters.limit("limit", 100);
        long time = parameters.time();
        parameters.forward();
        Expr expr = Parser.parse(parameters.text("query"));
        return switch (expr) {
            case Expr.LogSelector selector ->
                throw QueryParameters.bad("log queries are not supported as an instant query type, please change your"
                        + " query to a range query type");
            case Expr.Variants v -> throw QueryParameters.bad("multi variant queries are disabled for this instance");
            case Expr.Literal literal -> scalar(time, literal.value());
            case Metric metric -> {
                checkLiterals(metric);
                yield vector(tenant, metric, new Timeline(time, time, 0));
            }
        };
    }

    /** Loki's frontend splits these, and then finds no selection in a bare number. */
    private static void checkLiterals(Expr expr) {
        switch (expr) {
            case Expr.VectorAggregation vector -> {
                if (vector.inner() instanceof Expr.Literal
                        && List.of("sum", "avg", "count").contains(vector.operation())) {
                    throw Parser.tooWide();
                }
                checkLiterals(vector.inner());
            }
            case Expr.LabelReplace replace -> checkLiterals(replace.inner());
            case Expr.BinaryOperation operation -> {
                checkLiterals(operation.left());
                checkLiterals(operation.right());
            }
            case Expr other -> {}
        }
    }

    private static long longest(Expr expr) {
        return switch (expr) {
            case Expr.RangeAggregation range ->
                range.range().interval() + Math.max(0, range.range().offset());
            case Expr.VectorAggregation vector -> longest(vector.inner());
            case Expr.LabelReplace replace -> longest(replace.inner());
            case Expr.BinaryOperation operation -> Math.max(longest(operation.left()), longest(operation.right()));
            case Expr other -> 0;
        };
    }

    private static Response streams(Map<Labels, List<LogEngine.Result>> streams, boolean categorize) {
        ArrayNode result = JsonNodeFactory.instance.arrayNode();
        streams.forEach((labels, entries) -> {
            ObjectNode stream = result.addObject();
            ObjectNode names = stream.putObject("stream");
            labels.forEach(names::put);
            ArrayNode values = stream.putArray("values");
            for (LogEngine.Result entry : entries) {
                ArrayNode value =
                        values.addArray().add(String.valueOf(entry.timestamp())).add(entry.line());
                if (categorize) {
                    categories(value.addObject(), entry);
                }
            }
        });
        ObjectNode data = JsonNodeFactory.instance.objectNode().put("resultType", "streams");
        if (categorize) {
            data.putArray("encodingFlags").add("categorize-labels");
        }
        data.set("result", result);
        return Answers.success(data);
    }

    private static void categories(ObjectNode into, LogEngine.Result entry) {
        if (!entry.metadata().isEmpty()) {
            ObjectNode metadata = into.putObject("structuredMetadata");
            entry.metadata().forEach(metadata::put);
        }
        if (!entry.parsed().isEmpty()) {
            ObjectNode parsed = into.putObject("parsed");
            entry.parsed().forEach(parsed::put);
        }
    }

    private Response vector(Tenant tenant, Metric metric, Timeline timeline) {
        List<Sample> vector = new ArrayList<>(
                new MetricEngine(tenant.store(), timeline).evaluate(metric).getFirst());
        checkSeries(vector.size());
        if (!ordered(metric)) {
            vector.sort(Comparator.comparing(Sample::labels));
        }
        ArrayNode result = JsonNodeFactory.instance.arrayNode();
        for (Sample sample : vector) {
            ObjectNode one = result.addObject();
            ObjectNode names = one.putObject("metric");
            sample.labels().forEach(names::put);
            Answers.point(one.putArray("value"), timeline.start(), sample.value());
        }
        return Answers.data("vector", result);
    }

    /** Results of these keep the order of their values, wherever they stand in the query. */
    private static boolean ordered(Expr expr) {
        return switch (expr) {
            case Expr.VectorAggregation v ->
                List.of("topk", "bottomk", "sort", "sort_desc", "approx_topk").contains(v.operation())
                        || ordered(v.inner());
            case Expr.BinaryOperation b -> ordered(b.left()) || ordered(b.right());
            case Expr.LabelReplace r -> ordered(r.inner());
            case Expr other -> false;
        };
    }

    private Response matrix(Tenant tenant, Metric metric, Timeline timeline) {
        List<List<Sample>> vectors = new MetricEngine(tenant.store(), timeline).evaluate(metric);
        Map<Labels, ArrayNode> series = new TreeMap<>();
        for (int i = 0; i < vectors.size(); i++) {
            for (Sample sample : vectors.get(i)) {
                ArrayNode values = series.computeIfAbsent(sample.labels(), l -> JsonNodeFactory.instance.arrayNode());
                Answers.point(values.addArray(), timeline.at(i), sample.value());
            }
            checkSeries(series.size());
        }
        ArrayNode result = JsonNodeFactory.instance.arrayNode();
        series.forEach((labels, values) -> {
            ObjectNode one = result.addObject();
            ObjectNode names = one.putObject("metric");
            labels.forEach(names::put);
            one.set("values", values);
        });
        return Answers.data("matrix", result);
    }

    private void checkSeries(int size) {
        if (settings.querySeries() > 0 && size > settings.querySeries()) {
            throw QueryParameters.bad("maximum number of series (" + settings.querySeries()
                    + ") reached for a single query; consider reducing query cardinality by adding more specific"
                    + " stream selectors, reducing the time range, or aggregating results with functions like sum(),"
                    + " count() or topk()");
        }
    }

    /** The real one multiplies the time of a scalar until it overflows; clients see that, so it is kept. */
    private static Response scalar(long time, double value) {
        ArrayNode point = JsonNodeFactory.instance.arrayNode();
        long overflowed = Math.floorDiv(time, 1_000_000L) * 1_000_000_000L / 1_000_000L;
        point.add(overflowed).add(GoStrings.plain(value));
        return Answers.data("scalar", point);
    }
}
