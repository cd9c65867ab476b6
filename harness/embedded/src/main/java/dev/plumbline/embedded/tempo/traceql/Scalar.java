package dev.plumbline.embedded.tempo.traceql;

import java.util.List;

/** A number for one set of spans. */
public sealed interface Scalar {
    /** Returns the type as far as it is known before evaluation. */
    Type type();

    /** Returns the scalar as results and messages write it. */
    String text();

    /** A constant. */
    record Constant(Static value) implements Scalar {
        @Override
        public Type type() {
            return value.type();
        }

        @Override
        public String text() {
            return value.text();
        }
    }

    /**
     * A function over the spans of a set.
     *
     * @param function name
     * @param argument what it is taken of; none for {@code count}
     */
    record Aggregate(Function function, List<FieldExpression> argument) implements Scalar {
        @Override
        public Type type() {
            return argument.isEmpty() ? Type.INT : argument.getFirst().type();
        }

        @Override
        public String text() {
            return function.text() + "("
                    + (argument.isEmpty() ? "" : argument.getFirst().text()) + ")";
        }
    }

    /** Arithmetic between two scalars. */
    record Operation(Operator op, Scalar left, Scalar right) implements Scalar {
        @Override
        public Type type() {
            return left.type() == Type.ATTRIBUTE ? right.type() : left.type();
        }

        @Override
        public String text() {
            return wrapped(left) + " " + op.text() + " " + wrapped(right);
        }
    }

    /** A pipeline that ends in a function. */
    record Piped(SpansetExpression.Pipeline pipeline, Aggregate aggregate) implements Scalar {
        @Override
        public Type type() {
            return aggregate.type();
        }

        @Override
        public String text() {
            return pipeline.text() + "|" + aggregate.text();
        }
    }

    /** Functions over the spans of a set. */
    enum Function {
        COUNT,
        MAX,
        MIN,
        SUM,
        AVG;

        /** Returns the name as it is written. */
        public String text() {
            return name().toLowerCase(java.util.Locale.ROOT);
        }
    }

    /** Returns the text, in parentheses unless it is a constant. */
    static String wrapped(Scalar scalar) {
        return scalar instanceof Constant ? scalar.text() : "(" + scalar.text() + ")";
    }
}
