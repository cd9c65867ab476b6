package dev.plumbline.harness.client;

import java.time.Instant;
import java.util.Map;

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
}
