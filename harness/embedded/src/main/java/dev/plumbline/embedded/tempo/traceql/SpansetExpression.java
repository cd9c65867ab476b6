package dev.plumbline.embedded.tempo.traceql;

import java.util.List;
import java.util.stream.Collectors;

/** A stage of a pipeline: takes sets of spans and yields sets of spans. */
public sealed interface SpansetExpression {
    /** Returns the stage as messages write it. */
    String text();

    /** Keeps the spans for which an expression is true. */
    record Filter(FieldExpression expression) implements SpansetExpression {
        @Override
        public String text() {
            return "{ " + expression.text() + " }";
        }
    }

    /** Joins two sets of spans of one trace. */
    record Operation(SpansetOperator op, SpansetExpression left, SpansetExpression right) implements SpansetExpression {
        @Override
        public String text() {
            return "(" + left.text() + ") " + op.text() + " (" + right.text() + ")";
        }
    }

    /** Keeps the sets whose aggregate compares as wanted. */
    record ScalarFilter(Operator op, Scalar left, Scalar right) implements SpansetExpression {
        @Override
        public String text() {
            return Scalar.wrapped(left) + " " + op.text() + " " + Scalar.wrapped(right);
        }
    }

    /** Splits each set by the value of an expression. */
    record Group(FieldExpression by) implements SpansetExpression {
        @Override
        public String text() {
            return "by(" + by.text() + ")";
        }
    }

    /** Joins all sets of a trace into one. */
    record Coalesce() implements SpansetExpression {
        @Override
        public String text() {
            return "coalesce()";
        }
    }

    /** Asks for more fields in the result. */
    record Select(List<Attribute> attributes) implements SpansetExpression {
        @Override
        public String text() {
            return attributes.stream().map(Attribute::text).collect(Collectors.joining(", ", "select(", ")"));
        }
    }

    /** Stages in a row. */
    record Pipeline(List<SpansetExpression> stages) implements SpansetExpression {
        public Pipeline {
            stages = List.copyOf(stages);
        }

        @Override
        public String text() {
            return stages.stream().map(SpansetExpression::text).collect(Collectors.joining("|"));
        }
    }
}
