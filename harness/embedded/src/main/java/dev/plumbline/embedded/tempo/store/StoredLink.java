package dev.plumbline.embedded.tempo.store;

/**
 * A link of a span.
 *
 * @param traceId hexadecimal, without leading zeros
 * @param spanId hexadecimal, sixteen digits
 * @param fields its attributes
 */
public record StoredLink(String traceId, String spanId, Fields fields) {}
