package dev.plumbline.embedded.loki.logql;

import java.util.List;
import java.util.Optional;

/** A LogQL expression. */
public sealed interface Expr {

    /** Streams and what is done to their lines. */
    record LogSelector(List<Matcher> matchers, List<Stage> stages) implements Expr {}

    /** Several metrics over one selection, which is off by default. */
    record Variants() implements Expr {}

    /** What yields numbers. */
    sealed interface Metric extends Expr {}

    /** Numbers over a window of each stream. */
    record RangeAggregation(String operation, LogRange range, Optional<Double> parameter, Optional<Grouping> grouping)
            implements Metric {}

    /** Numbers over the members of a vector. */
    record VectorAggregation(String operation, Metric inner, int parameter, Grouping grouping) implements Metric {}

    /** Two sides and what joins them. */
    record BinaryOperation(String operator, Matching matching, Metric left, Metric right) implements Metric {}

    /** A number. */
    record Literal(double value) implements Metric {}

    /** A number as a vector. */
    record VectorLiteral(double value) implements Metric {}

    /** A label computed from another one. */
    record LabelReplace(
            Metric inner,
            String target,
            String replacement,
            String source,
            String regex,
            com.google.re2j.Pattern pattern)
            implements Metric {}

    /** What was found wrong while it was built, and is reported once the whole text has been read. */
    record Invalid(LogQlException problem) implements Metric {}

    /** A selection, its window, and the label that is taken for a number. Durations are in nanoseconds. */
    record LogRange(LogSelector selector, long interval, long offset, Optional<Unwrap> unwrap) {}

    /** The label that is taken for a number, how, and what is filtered after it. */
    record Unwrap(String label, String conversion, List<LabelFilter> filters) {}

    /** Labels that are kept, or dropped. */
    record Grouping(List<String> labels, boolean without) {
        static final Grouping NONE = new Grouping(List.of(), false);

        boolean single() {
            return labels.isEmpty() && !without;
        }
    }

    /** How many on one side meet how many on the other. */
    enum Cardinality {
        ONE_TO_ONE("one-to-one"),
        MANY_TO_ONE("many-to-one"),
        ONE_TO_MANY("one-to-many");

        private final String words;

        Cardinality(String words) {
            this.words = words;
        }

        @Override
        public String toString() {
            return words;
        }
    }

    /** How the sides of an operation meet. */
    record Matching(
            boolean bool,
            Cardinality cardinality,
            boolean on,
            Optional<List<String>> labels,
            Optional<List<String>> include) {
        List<String> names() {
            return labels.orElse(List.of());
        }
    }
}
