package dev.plumbline.embedded.grafana.source;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Optional;

/**
 * One query of a request.
 *
 * @param refId name of the query within its request
 * @param fromMs start, milliseconds since 1970
 * @param toMs end, likewise
 * @param model the query as it was sent
 */
public record Query(String refId, long fromMs, long toMs, JsonNode model) {
    private static final long DEFAULT_INTERVAL_MS = 1000;
    private static final long DEFAULT_POINTS = 100;

    long rangeMs() {
        return toMs - fromMs;
    }

    long rangeNanos() {
        return rangeMs() * GoDuration.MILLISECOND;
    }

    long interval() {
        return (long) (number("intervalMs").orElse((double) DEFAULT_INTERVAL_MS) * GoDuration.MILLISECOND);
    }

    long maxDataPoints() {
        return number("maxDataPoints").map(Double::longValue).orElse(DEFAULT_POINTS);
    }

    Optional<String> text(String key) {
        JsonNode node = model.path(key);
        return node.isTextual() ? Optional.of(node.asText()) : Optional.empty();
    }

    Optional<Double> number(String key) {
        JsonNode node = model.path(key);
        return node.isNumber() ? Optional.of(node.asDouble()) : Optional.empty();
    }

    boolean is(String key) {
        return model.path(key).asBoolean(false);
    }
}
