package dev.plumbline.collector.config;

/**
 * One {@code name = expression} of a block, evaluated.
 *
 * @param name as written
 * @param position where the name stands
 * @param valuePosition where the expression stands, underlining it whole
 * @param value what the expression came to
 */
public record Attribute(String name, Position position, Position valuePosition, Value value) {}
