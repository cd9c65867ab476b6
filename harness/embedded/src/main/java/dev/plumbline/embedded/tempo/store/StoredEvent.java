package dev.plumbline.embedded.tempo.store;

/**
 * An event of a span.
 *
 * @param name its name
 * @param sinceStart nanoseconds after the span's start
 * @param fields its attributes
 */
public record StoredEvent(String name, long sinceStart, Fields fields) {}
