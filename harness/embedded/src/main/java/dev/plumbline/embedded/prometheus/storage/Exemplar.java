package dev.plumbline.embedded.prometheus.storage;

import dev.plumbline.embedded.prometheus.model.Labels;

/**
 * One exemplar of a series.
 *
 * @param labels its own labels, a trace id among them
 * @param value the value observed
 * @param time milliseconds
 */
public record Exemplar(Labels labels, double value, long time) {}
