package dev.plumbline.embedded.prometheus.promql;

import java.util.Optional;

/** A duration that is more than a literal, such as {@code 2 * step()}; it is known once the query's times are. */
public sealed interface TimeExpr {
    /** Returns where it stands in the text. */
    Range range();

    /** A number of seconds, perhaps written as a duration. */
    record Constant(Expr.Literal literal) implements TimeExpr {
        @Override
        public Range range() {
            return literal.range();
        }
    }

    /**
     * An operator or a word with up to two operands.
     *
     * @param op operator, {@code step}, {@code range}, {@code max_of} or {@code min_of}
     * @param lhs left operand, none behind a sign
     * @param rhs right operand
     * @param wrapped whether it stands in parentheses
     * @param place where the operator or word and its parentheses stand
     */
    record Operation(Tok op, Optional<TimeExpr> lhs, Optional<TimeExpr> rhs, boolean wrapped, Range place)
            implements TimeExpr {
        @Override
        public Range range() {
            if (rhs.isEmpty()) {
                return place;
            }
            return lhs.map(TimeExpr::range).orElse(place).to(rhs.get().range());
        }

        Operation wrap() {
            return new Operation(op, lhs, rhs, true, place);
        }
    }
}
