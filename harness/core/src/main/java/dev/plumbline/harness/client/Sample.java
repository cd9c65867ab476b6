package dev.plumbline.harness.client;

import java.time.Instant;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * One sample of a metric.
 *
 * @param labels label set, {@code __name__} among them where the query kept it
 * @param time of the sample
 * @param value may be NaN or infinite
 */
public record Sample(Map<String, String> labels, Instant time, double value) {
    public Sample {
        labels = Map.copyOf(labels);
    }

    /** Returns the sample as Prometheus' own pages write it, with its time. */
    @Override
    public String toString() {
        String matchers = labels.entrySet().stream()
                .filter(label -> !label.getKey().equals("__name__"))
                .sorted(Map.Entry.comparingByKey())
                .map(label -> label.getKey() + "=\"" + label.getValue() + "\"")
                .collect(Collectors.joining(", ", "{", "}"));
        return labels.getOrDefault("__name__", "") + matchers + " " + value + " at " + time;
    }
}
