package dev.plumbline.embedded.grafana.source;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * What a data source of Prometheus is set to.
 *
 * @param post whether questions are posted; else they are in the address
 * @param timeInterval scrape interval, empty if none is set
 * @param timeout how long Prometheus may take, empty if none is set
 * @param extra parameters that go along with every request
 * @param statistics whether Prometheus is asked for statistics
 */
record PrometheusOptions(
        boolean post, String timeInterval, String timeout, Map<String, List<String>> extra, boolean statistics) {
    private static final Map<String, String> THRESHOLDS = Map.of(
            "maxSamplesProcessedWarningThreshold", "max_samples_processed_warning_threshold",
            "maxSamplesProcessedErrorThreshold", "max_samples_processed_error_threshold");

    /**
     * Reads the settings.
     *
     * @throws RequestException if the back end cannot be made of them
     */
    static PrometheusOptions of(JsonNode json) {
        ModelTypes.prometheusOptions(json).ifPresent(problem -> {
            throw refused("error unmarshalling JSONData: " + problem);
        });
        String method = json.path("httpMethod").asText("").strip().toUpperCase(Locale.ROOT);
        if (!List.of("", "GET", "POST").contains(method)) {
            throw refused("invalid httpMethod " + Labels.quoted(method) + ": must be GET or POST");
        }
        return new PrometheusOptions(
                !method.equals("GET"),
                text(json, "timeInterval"),
                text(json, "queryTimeout"),
                extra(json),
                json.path("queryStatsEnabled").asBoolean(false));
    }

    private static String text(JsonNode json, String key) {
        return json.path(key).isTextual() ? json.path(key).asText() : "";
    }

    /** A parameter string that cannot be read takes the limits with it. */
    private static Map<String, List<String>> extra(JsonNode json) {
        Map<String, List<String>> extra = Parameters.parse(text(json, "customQueryParameters"));
        THRESHOLDS.forEach((key, parameter) -> {
            double limit = json.path(key).asDouble(0);
            if (limit > 0) {
                extra.put(parameter, List.of(PrometheusQuery.plain(limit)));
            }
        });
        return extra;
    }

    private static RequestException refused(String reason) {
        return new RequestException("error creating transport options: error reading settings: " + reason);
    }
}
