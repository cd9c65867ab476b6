package dev.plumbline.embedded.loki.logql;

/**
 * One log line.
 *
 * @param timestamp nanoseconds since the epoch
 * @param line the line
 * @param metadata its structured metadata
 */
public record Entry(long timestamp, String line, Labels metadata) {}
