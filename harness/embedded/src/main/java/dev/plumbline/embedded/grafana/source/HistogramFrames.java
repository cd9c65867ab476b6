package dev.plumbline.embedded.grafana.source;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;

/** Turns native histograms into cells of a heat map. */
final class HistogramFrames {
    private HistogramFrames() {}

    static Frame read(JsonNode series) {
        Map<String, String> labels = Labels.of(series.path("metric"));
        Column time = Column.of("xMax", Column.Type.TIME).labels(labels);
        Column low = Column.of("yMin", Column.Type.NUMBER).labels(labels);
        Column high = Column.of("yMax", Column.Type.NUMBER).labels(labels);
        Column count = Column.of("count", Column.Type.NUMBER).labels(labels);
        Column layout = Column.of("yLayout", Column.Type.SMALL).labels(labels);
        List<Column> columns = List.of(time, low, high, count, layout);
        if (series.has("histogram")) {
            cells(series.get("histogram"), columns);
        }
        series.path("histograms").forEach(pair -> cells(pair, columns));
        Frame frame = Frame.of("", columns);
        frame.meta().put("type", "heatmap-cells");
        return frame;
    }

    private static void cells(JsonNode pair, List<Column> columns) {
        long nanos = PromAnswer.nanos(pair.path(0));
        for (JsonNode bucket : pair.path(1).path("buckets")) {
            columns.get(0).addTime(nanos);
            columns.get(1).add(PromAnswer.number(bucket.path(1).asText()));
            columns.get(2).add(PromAnswer.number(bucket.path(2).asText()));
            columns.get(3).add(PromAnswer.number(bucket.path(3).asText()));
            columns.get(4).add(bucket.path(0));
        }
    }
}
