package dev.plumbline.embedded.prometheus.api;

import dev.plumbline.embedded.http.Request;
import dev.plumbline.embedded.http.Response;
import dev.plumbline.embedded.prometheus.model.GoText;
import dev.plumbline.embedded.prometheus.model.Labels;
import dev.plumbline.embedded.prometheus.promql.ParseException;
import dev.plumbline.embedded.prometheus.promql.Parser;
import dev.plumbline.embedded.prometheus.storage.Samples;
import dev.plumbline.embedded.prometheus.storage.Series;
import dev.plumbline.embedded.prometheus.storage.Tsdb;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Answers the latest samples of selected series in the text format, for another Prometheus to scrape. */
final class FederateApi {
    private final Tsdb tsdb;
    private final Clock clock;
    private final long lookback;

    FederateApi(Tsdb tsdb, Clock clock, long lookback) {
        this.tsdb = tsdb;
        this.clock = clock;
        this.lookback = lookback;
    }

    Response federate(Request request) {
        Map<Labels, String> found = new TreeMap<>();
        try {
            for (String match : new Parameters(request).matches()) {
                for (Series series : tsdb.select(Parser.selector(match))) {
                    add(series, found);
                }
            }
        } catch (ParseException e) {
            return Response.text(400, e.getMessage() + "\n");
        }
        StringBuilder text = new StringBuilder();
        String before = "";
        for (Map.Entry<Labels, String> e : found.entrySet()) {
            String name = e.getKey().name();
            if (!name.equals(before)) {
                text.append("# TYPE ").append(name).append(" untyped\n");
                before = name;
            }
            text.append(name).append(labels(e.getKey())).append(e.getValue()).append('\n');
        }
        return Response.of(
                200,
                "text/plain; version=0.0.4; charset=utf-8; escaping=underscores",
                text.toString().getBytes(StandardCharsets.UTF_8));
    }

    private void add(Series series, Map<Labels, String> found) {
        Samples samples = series.samples();
        int last = samples.after(clock.millis()) - 1;
        if (last >= 0
                && samples.times()[last] > clock.millis() - lookback
                && !Samples.isStale(samples.values()[last])) {
            found.put(series.labels(), " " + GoText.value(samples.values()[last]) + " " + samples.times()[last]);
        }
    }

    private static String labels(Labels labels) {
        Map<String, String> shown = new TreeMap<>(labels.dropName().toMap());
        shown.putIfAbsent("instance", "");
        return shown.entrySet().stream()
                .map(e -> e.getKey() + "=\""
                        + e.getValue()
                                .replace("\\", "\\\\")
                                .replace("\"", "\\\"")
                                .replace("\n", "\\n") + '"')
                .collect(Collectors.joining(",", "{", "}"));
    }
}
