package dev.plumbline.embedded.loki.logql;

/**
 * A number at one step.
 *
 * @param labels what it belongs to
 * @param value the number
 */
public record Sample(Labels labels, double value) {}
