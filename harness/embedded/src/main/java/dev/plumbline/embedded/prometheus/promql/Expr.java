package dev.plumbline.embedded.prometheus.promql;

import dev.plumbline.embedded.prometheus.model.Matcher;
import java.util.List;
import java.util.Optional;

/** A PromQL expression. */
public sealed interface Expr {
    /** Returns where it stands in the text. */
    Range range();

    /** Returns what it evaluates to. */
    ValueType type();

    /** An aggregation such as {@code sum by (job) (up)}. */
    record Aggregate(Tok op, Expr expr, Optional<Expr> param, List<String> grouping, boolean without, Range range)
            implements Expr {
        @Override
        public ValueType type() {
            return ValueType.VECTOR;
        }
    }

    /** Two operands and an operator; there is matching between two vectors only. */
    record Binary(Tok op, Expr lhs, Expr rhs, Optional<Matching> matching, boolean bool) implements Expr {
        @Override
        public Range range() {
            return lhs.range().to(rhs.range());
        }

        @Override
        public ValueType type() {
            return lhs.type() == ValueType.SCALAR && rhs.type() == ValueType.SCALAR
                    ? ValueType.SCALAR
                    : ValueType.VECTOR;
        }
    }

    /** A function call. */
    record Call(Function function, List<Expr> args, Range range) implements Expr {
        @Override
        public ValueType type() {
            return function.result();
        }
    }

    /** The {@code @} modifier: a time in milliseconds, or the start or end of the query. */
    record At(Optional<Long> timestamp, Optional<Tok> startOrEnd) {
        static final At NONE = new At(Optional.empty(), Optional.empty());

        boolean isSet() {
            return timestamp.isPresent() || startOrEnd.isPresent();
        }

        At resolved(long start, long end) {
            return startOrEnd.isEmpty()
                    ? this
                    : new At(Optional.of(startOrEnd.get() == Tok.START ? start : end), startOrEnd);
        }
    }

    /** A selector of series; its name, if it stands before the braces, is the last of the matchers too. */
    record Selector(String name, List<Matcher> matchers, Span offset, At at, Range range) implements Expr {
        @Override
        public ValueType type() {
            return ValueType.VECTOR;
        }
    }

    /** A selector of the samples in a range of time. */
    record Matrix(Selector selector, Span length, At at, int end) implements Expr {
        @Override
        public Range range() {
            return new Range(selector.range().start(), end);
        }

        @Override
        public ValueType type() {
            return ValueType.MATRIX;
        }
    }

    /** An expression evaluated over a range of time; step 0 stands for the default. */
    record Subquery(Expr expr, Span length, Span step, Span offset, At at, int end) implements Expr {
        @Override
        public Range range() {
            return new Range(expr.range().start(), end);
        }

        @Override
        public ValueType type() {
            return ValueType.MATRIX;
        }
    }

    /** A number, or a duration that stands for its seconds. */
    record Literal(double value, boolean duration, Range range) implements Expr {
        @Override
        public ValueType type() {
            return ValueType.SCALAR;
        }
    }

    /** A string. */
    record Text(String value, Range range) implements Expr {
        @Override
        public ValueType type() {
            return ValueType.STRING;
        }
    }

    /** An expression in parentheses. */
    record Paren(Expr expr, Range range) implements Expr {
        @Override
        public ValueType type() {
            return expr.type();
        }
    }

    /** A sign before an expression. */
    record Unary(Tok op, Expr expr, int start) implements Expr {
        @Override
        public Range range() {
            return new Range(start, expr.range().end());
        }

        @Override
        public ValueType type() {
            return expr.type();
        }
    }

    /** An expression whose value is the same at every step, made by {@link Preparation}. */
    record StepInvariant(Expr expr) implements Expr {
        @Override
        public Range range() {
            return expr.range();
        }

        @Override
        public ValueType type() {
            return expr.type();
        }
    }
}
