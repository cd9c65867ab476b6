package dev.plumbline.embedded.tempo.traceql;

import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Metrics stages of a query: what turns spans into series, and what is done to the series. */
public sealed interface Metrics {
    /** Functions over time. */
    enum Function {
        RATE,
        COUNT_OVER_TIME,
        MIN_OVER_TIME,
        MAX_OVER_TIME,
        AVG_OVER_TIME,
        SUM_OVER_TIME,
        QUANTILE_OVER_TIME,
        HISTOGRAM_OVER_TIME;

        /** Returns the name as it is written. */
        public String text() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /**
     * A function over time, grouped.
     *
     * @param function which
     * @param attribute what it is taken of; none for {@code rate} and {@code count_over_time}
     * @param quantiles quantiles of {@code quantile_over_time}
     * @param by fields to group by
     */
    record Aggregate(Function function, Optional<Attribute> attribute, List<Double> quantiles, List<Attribute> by)
            implements Metrics {}

    /**
     * Compares the spans of a selection with all others.
     *
     * @param selection what is selected
     * @param top values kept per attribute
     * @param start start of the selection's time, nanoseconds; 0 for none
     * @param end end of the selection's time, nanoseconds; 0 for none
     */
    record Compare(SpansetExpression.Filter selection, long top, long start, long end) implements Metrics {}

    /** What is done to series. */
    sealed interface Second {
        /** Keeps the largest or smallest series at each point. */
        record TopK(boolean top, long limit) implements Second {}

        /** Keeps the points that compare as wanted. */
        record Filter(Operator op, double value) implements Second {}
    }
}
