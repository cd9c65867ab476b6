package dev.plumbline.embedded.grafana.source;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * An answer of Prometheus or Loki, turned into frames that do not know their query yet.
 *
 * @param error what the system said went wrong
 * @param frames frames, one a series, or one for all log lines
 */
record PromAnswer(Optional<String> error, List<Frame> frames) {
    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .build();

    static PromAnswer of(String body) {
        JsonNode answer;
        try {
            answer = JSON.readTree(body);
        } catch (JsonProcessingException e) {
            return failed("response from prometheus couldn't be parsed. it is non-json: " + e.getOriginalMessage());
        }
        if (answer != null && answer.isNull()) {
            return new PromAnswer(Optional.empty(), List.of());
        }
        if (answer == null || !answer.isObject()) {
            return failed("response from prometheus couldn't be parsed. it is non-json: expected an object");
        }
        if (answer.path("status").asText().equals("error")) {
            return failed(answer.path("errorType").asText() + ": "
                    + answer.path("error").asText());
        }
        try {
            List<Frame> frames = data(answer.path("data"));
            notices(answer, frames);
            return new PromAnswer(Optional.empty(), frames);
        } catch (BadQueryException e) {
            return failed(String.valueOf(e.getMessage()));
        }
    }

    private static PromAnswer failed(String error) {
        return new PromAnswer(Optional.of(error), List.of());
    }

    private static List<Frame> data(JsonNode data) {
        if (data.isMissingNode()) {
            return new ArrayList<>();
        }
        if (data.isArray()) {
            return ExemplarFrames.read(data);
        }
        String type = data.path("resultType").asText();
        JsonNode result = data.path("result");
        List<Frame> frames = new ArrayList<>(
                switch (type) {
                    case "matrix", "vector" -> series(result, type);
                    case "streams" -> List.of(LogFrames.read(data));
                    case "string" -> List.of(single(result, type));
                    case "scalar" -> List.of(single(result, type));
                    case "" -> throw new BadQueryException("no resultType found");
                    default -> throw new BadQueryException("unknown result type: " + type);
                });
        if (data.has("stats")) {
            statistics(frames, data.get("stats"));
        }
        return frames;
    }

    /** Statistics without a single series become a frame of their own, which holds no field. */
    private static void statistics(List<Frame> frames, JsonNode stats) {
        if (frames.isEmpty()) {
            frames.add(Frame.of("Query statistics"));
        }
        ObjectNode meta = frames.getFirst().meta();
        meta.withObjectProperty("custom").set("stats", stats);
        JsonNode samples = stats.path("samples").path("totalQueryableSamples");
        if (samples.isNumber()) {
            meta.withArrayProperty("stats")
                    .addObject()
                    .put("displayName", "Total queryable samples")
                    .set("value", samples);
        }
    }

    private static List<Frame> series(JsonNode result, String type) {
        List<Frame> frames = new ArrayList<>();
        for (JsonNode one : result) {
            if (one.has("histogram") || one.has("histograms")) {
                frames.add(HistogramFrames.read(one));
                continue;
            }
            Column time = Column.of("Time", Column.Type.TIME);
            Column value = Column.of("Value", Column.Type.NUMBER).labels(Labels.of(one.path("metric")));
            if (one.has("value")) {
                point(one.get("value"), time, value);
            }
            one.path("values").forEach(pair -> point(pair, time, value));
            frames.add(resultType(Frame.of("", time, value), type)
                    .typed(type.equals("vector") ? "numeric-multi" : "timeseries-multi", 1));
        }
        return frames;
    }

    private static Frame single(JsonNode pair, String type) {
        Column time = Column.of("Time", Column.Type.TIME);
        time.addMillis(millis(pair.path(0)));
        boolean text = type.equals("string");
        Column value = Column.of("Value", text ? Column.Type.STRING : Column.Type.NUMBER)
                .labels(java.util.Map.of());
        if (text) {
            value.add(pair.path(1).asText());
        } else {
            value.add(number(pair.path(1).asText()));
        }
        Frame frame = resultType(Frame.of("", time, value), type);
        return text ? frame.typed("timeseries-multi", 0) : frame.typed("numeric-multi", 1);
    }

    static Frame resultType(Frame frame, String type) {
        frame.meta().withObjectProperty("custom").put("resultType", type);
        return frame;
    }

    private static void point(JsonNode pair, Column time, Column value) {
        time.addMillis(millis(pair.path(0)));
        value.add(number(pair.path(1).asText()));
    }

    /** Times come as seconds; what is finer than a millisecond is cut off, as floats are in Go. */
    static long nanos(JsonNode seconds) {
        return millis(seconds) * GoDuration.MILLISECOND;
    }

    private static long millis(JsonNode seconds) {
        return (long) (seconds.asDouble() * 1000.0);
    }

    static double number(String text) {
        return switch (text) {
            case "+Inf", "Inf", "inf", "+inf" -> Double.POSITIVE_INFINITY;
            case "-Inf", "-inf" -> Double.NEGATIVE_INFINITY;
            case "NaN", "nan" -> Double.NaN;
            default -> parsed(text);
        };
    }

    private static double parsed(String text) {
        try {
            return Double.parseDouble(text);
        } catch (NumberFormatException e) {
            throw new BadQueryException("strconv.ParseFloat: parsing " + Labels.quoted(text) + ": invalid syntax");
        }
    }

    private static void notices(JsonNode answer, List<Frame> frames) {
        ArrayNode notices = JsonNodeFactory.instance.arrayNode();
        notices(answer.path("warnings"), "warning", notices);
        notices(answer.path("infos"), "info", notices);
        if (notices.isEmpty()) {
            return;
        }
        if (frames.isEmpty()) {
            frames.add(Frame.of("Warnings"));
        }
        frames.forEach(f -> f.meta().set("notices", notices));
    }

    private static void notices(JsonNode texts, String severity, ArrayNode into) {
        for (JsonNode text : texts) {
            if (text.isTextual()) {
                ObjectNode notice = into.addObject();
                notice.put("severity", severity).put("text", text.asText());
            }
        }
    }
}
