package dev.plumbline.embedded.grafana.source;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Turns answers of Tempo's metrics queries into frames, one a series, exemplars behind them. */
final class TraceMetrics {
    private static final Pattern HISTOGRAM = Pattern.compile("\\|\\s*(histogram_over_time)\\s*\\(");

    private TraceMetrics() {}

    static List<Frame> range(JsonNode answer, String query) {
        List<Frame> frames = new ArrayList<>();
        List<Frame> exemplars = new ArrayList<>();
        for (JsonNode series : answer.path("series")) {
            String name = name(series.path("labels"));
            Column time = Column.of("time", Column.Type.TIME);
            Column value = Column.of(name, Column.Type.NUMBER).labels(labels(series.path("labels")));
            value.configured();
            if (!name.isEmpty()) {
                value.config("displayName", name);
            }
            for (JsonNode sample : series.path("samples")) {
                time.addTime(sample.path("timestampMs").asLong() * GoDuration.MILLISECOND);
                value.add(PromAnswer.number(sample.path("value").asText("0")));
            }
            Frame frame = Frame.of(name, time, value).refId(name).typed("timeseries-multi", 0);
            frame.meta().put("preferredVisualisationType", "graph");
            if (HISTOGRAM.matcher(query).find()) {
                frame.meta().put("preferredVisualisationPluginId", "heatmap");
            }
            frames.add(frame);
            if (!series.path("exemplars").isEmpty()) {
                exemplars.add(exemplars(name, series));
            }
        }
        frames.addAll(exemplars);
        return frames;
    }

    private static Frame exemplars(String name, JsonNode series) {
        Column time = Column.of("Time", Column.Type.TIME);
        Column value = Column.of("Value", Column.Type.NUMBER);
        Column trace = Column.of("traceId", Column.Type.STRING).config("displayName", "Trace ID");
        List<Column> columns = new ArrayList<>(List.of(time, value, trace));
        series.path("labels").forEach(l -> columns.add(Column.of(l.path("key").asText(), Column.Type.STRING)));
        for (JsonNode exemplar : series.path("exemplars")) {
            double number = PromAnswer.number(exemplar.path("value").asText("0"));
            long ms = exemplar.path("timestampMs").asLong();
            if (number == 0 || ms <= 0) {
                continue;
            }
            time.addTime(ms * GoDuration.MILLISECOND);
            value.add(number);
            trace.add(
                    labels(exemplar.path("labels")).getOrDefault("trace:id", "").replace("\"", ""));
            int at = 3;
            for (JsonNode label : series.path("labels")) {
                columns.get(at++).add(text(label.path("value"), true));
            }
        }
        Frame frame = Frame.of("exemplar", columns).refId(name);
        frame.meta().put("dataTopic", "annotations");
        return frame;
    }

    static List<Frame> instant(JsonNode answer) {
        List<Frame> frames = new ArrayList<>();
        for (JsonNode series : answer.path("series")) {
            String name = name(series.path("labels"));
            Column time = Column.of("time", Column.Type.TIME);
            Column value = Column.of("value", Column.Type.NUMBER).labels(labels(series.path("labels")));
            value.configured();
            if (!name.isEmpty()) {
                value.config("displayName", name);
            }
            Instant now = Instant.now();
            time.addTime(now.getEpochSecond() * GoDuration.SECOND + now.getNano());
            value.add(PromAnswer.number(series.path("value").asText("0")));
            Frame frame = Frame.of(name, time, value).refId(name);
            frame.meta().put("preferredVisualisationType", "table");
            frames.add(frame);
        }
        return frames;
    }

    /** A series with one label is called by its value, one with more by all of them. */
    private static String name(JsonNode labels) {
        return switch (labels.size()) {
            case 0 -> "";
            case 1 -> text(labels.get(0).path("value"), false);
            default ->
                labels(labels).entrySet().stream()
                        .map(e -> e.getKey() + "=" + e.getValue())
                        .collect(Collectors.joining(", ", "{", "}"));
        };
    }

    private static Map<String, String> labels(JsonNode labels) {
        Map<String, String> map = new TreeMap<>();
        labels.forEach(l -> map.put(l.path("key").asText(), text(l.path("value"), true)));
        return map;
    }

    private static String text(JsonNode value, boolean quoted) {
        if (value.has("doubleValue")) {
            JsonNode number = value.get("doubleValue");
            if (!number.isNumber()) {
                return number.asText().equals("Infinity")
                        ? "+Inf"
                        : number.asText().replace("Infinity", "Inf");
            }
            BigDecimal exact = number.decimalValue();
            return exact.signum() == 0 ? "0" : exact.stripTrailingZeros().toPlainString();
        }
        for (String key : List.of("intValue", "boolValue")) {
            if (value.has(key)) {
                return value.get(key).asText();
            }
        }
        if (!value.has("stringValue")) {
            return "";
        }
        String text = value.path("stringValue").asText();
        return quoted ? "\"" + text + "\"" : text;
    }
}
