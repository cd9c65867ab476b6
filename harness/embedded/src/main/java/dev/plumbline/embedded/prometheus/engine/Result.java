package dev.plumbline.embedded.prometheus.engine;

import dev.plumbline.embedded.prometheus.model.Labels;
import java.util.List;

/** What an expression evaluates to; times are milliseconds. */
public sealed interface Result {
    /**
     * One value at one time.
     *
     * @param metric labels
     * @param time time of evaluation
     * @param value value
     */
    record Sample(Labels metric, long time, double value) {}

    /**
     * Values over time.
     *
     * @param metric labels
     * @param times times
     * @param values as many values
     */
    record Run(Labels metric, long[] times, double[] values) {}

    /** An instant vector. */
    record Vector(List<Sample> samples) implements Result {}

    /** A matrix, ordered by labels. */
    record Matrix(List<Run> runs) implements Result {}

    /** A scalar. */
    record Scalar(long time, double value) implements Result {}

    /** A string. */
    record Text(long time, String value) implements Result {}
}
