package dev.plumbline.embedded.tempo.api;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.plumbline.embedded.http.Request;
import dev.plumbline.embedded.http.Response;
import dev.plumbline.embedded.tempo.query.Intervals;
import dev.plumbline.embedded.tempo.query.MetricsQuery;
import dev.plumbline.embedded.tempo.query.Search;
import dev.plumbline.embedded.tempo.query.Series;
import dev.plumbline.embedded.tempo.store.TraceStore;
import dev.plumbline.embedded.tempo.traceql.GoFormat;
import dev.plumbline.embedded.tempo.traceql.Query;
import dev.plumbline.embedded.tempo.traceql.TraceQlException;
import java.time.Clock;
import java.util.List;

/** Answers {@code /api/metrics/query_range} and {@code /api/metrics/query}. */
final class MetricsApi {
    private static final long SECOND = 1_000_000_000L;
    private static final long MOST_INTERVALS = 10_000;
    private static final long MOST_HOURS = 24;
    private static final long END_CUTOFF = 30 * SECOND;

    private final TraceStore store;
    private final Clock clock;

    MetricsApi(TraceStore store, Clock clock) {
        this.store = store;
        this.clock = clock;
    }

    Response range(Request request) {
        TimeRange range = TimeRange.of(request, clock);
        long step = range.step(request);
        if (range.start() > range.end()) {
            throw new ApiException(400, "end must be greater than start");
        }
        long length = range.end() - range.start();
        if (step == 0 || length / step > MOST_INTERVALS || step < 0) {
            throw new ApiException(
                    400,
                    "step of " + GoFormat.duration(step) + " is too small, minimum step for given range is "
                            + GoFormat.duration(length / MOST_INTERVALS));
        }
        String text = query(request);
        parsed(text, "");
        long cut = TimeRange.nanos(clock.instant()) - END_CUTOFF;
        Intervals intervals =
                Intervals.aligned(range.start(), range.end(), step).endingBy(cut);
        checkRange(intervals.start(), intervals.end());
        Query query = Parameters.compiled(text, "compiling query: ");
        if (length > MOST_HOURS * 3600 * SECOND) {
            throw tooLong();
        }
        ObjectNode body = Json.object();
        ArrayNode array = body.putArray("series");
        for (Series series : run(query, intervals)) {
            ArrayNode samples = Json.object().putArray("samples");
            for (int i = 0; i < series.values().length; i++) {
                if (!Double.isNaN(series.values()[i])) {
                    samples.add(sample(intervals.time(i) / 1_000_000, series.values()[i]));
                }
            }
            if (!samples.isEmpty()) {
                ObjectNode node = array.addObject();
                labels(node, series);
                node.set("samples", samples);
            }
        }
        cut(body, array, new Parameters(request).text("maxSeries").orElse("0"));
        return Json.response(body);
    }

    /** Keeps as many series as were asked for, and says so. */
    private static void cut(ObjectNode body, ArrayNode series, String most) {
        long limit = most.matches("\\d{1,9}") ? Long.parseLong(most) : 0;
        if (limit == 0 || series.size() < limit) {
            return;
        }
        while (series.size() > limit) {
            series.remove(series.size() - 1);
        }
        body.put("status", "PARTIAL");
        body.put(
                "message",
                "Response exceeds maximum series limit of " + limit
                        + ", a partial response is returned. Warning: the accuracy of each individual value is not"
                        + " guaranteed.");
    }

    Response instant(Request request) {
        TimeRange range = TimeRange.of(request, clock);
        checkRange(range.start(), range.end());
        Query query = Parameters.compiled(query(request), "compiling query: ");
        if (range.end() - range.start() > MOST_HOURS * 3600 * SECOND) {
            throw tooLong();
        }
        ObjectNode body = Json.object();
        ArrayNode array = Json.object().putArray("series");
        for (Series series : run(query, Intervals.instant(range.start(), range.end()))) {
            if (!Double.isNaN(series.values()[0])) {
                ObjectNode node = array.addObject();
                labels(node, series);
                value(node, series.values()[0]);
            }
        }
        if (!array.isEmpty()) {
            body.set("series", array);
        }
        return Json.response(body);
    }

    private static ApiException tooLong() {
        return new ApiException(
                400, "metrics query time range exceeds the maximum allowed duration of " + MOST_HOURS + "h0m0s");
    }

    private static void checkRange(long start, long end) {
        if (end <= start) {
            throw new ApiException(400, "end must be greater than start");
        }
    }

    private static void parsed(String text, String prefix) {
        try {
            Query.parse(text);
        } catch (TraceQlException e) {
            throw new ApiException(400, prefix + e.getMessage());
        }
    }

    private static String query(Request request) {
        Parameters parameters = new Parameters(request);
        return parameters.text("q").or(() -> parameters.text("query")).orElse("");
    }

    private List<Series> run(Query query, Intervals intervals) {
        if (MetricsQuery.function(query).isEmpty()) {
            throw new ApiException(400, "not a metrics query");
        }
        if (Search.findsNothing(query)) {
            return List.of();
        }
        try {
            return MetricsQuery.run(query, intervals, store.searchable());
        } catch (TraceQlException e) {
            String message = String.valueOf(e.getMessage());
            throw new ApiException(message.startsWith("the stand-in") ? 400 : 500, message);
        }
    }

    private static void labels(ObjectNode node, Series series) {
        ArrayNode labels = node.putArray("labels");
        series.labels().forEach(l -> labels.add(Json.keyValue(l.getKey(), l.getValue())));
    }

    private static ObjectNode sample(long millis, double value) {
        ObjectNode sample = Json.object();
        sample.put("timestampMs", Long.toString(millis));
        value(sample, value);
        return sample;
    }

    private static void value(ObjectNode node, double value) {
        if (value != 0) {
            Json.number(node, "value", value);
        }
    }
}
