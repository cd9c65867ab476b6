package dev.plumbline.harness.client;

import java.util.Map;

/**
 * One log line as Loki returns it.
 *
 * @param labels of its stream, and its structured metadata
 * @param timestamp nanoseconds since 1970
 * @param text the line
 */
public record LogLine(Map<String, String> labels, long timestamp, String text) {
    public LogLine {
        labels = Map.copyOf(labels);
    }
}
