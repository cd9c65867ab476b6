package dev.plumbline.embedded.prometheus.promql;

import java.util.Optional;

/**
 * A length of time in an expression.
 *
 * @param millis milliseconds, 0 while there is an expression that is not evaluated
 * @param expr what it is calculated from, unless it is a literal
 */
public record Span(long millis, Optional<TimeExpr> expr) {
    static final Span NONE = new Span(0, Optional.empty());

    static Span of(TimeExpr expr) {
        return switch (expr) {
            case TimeExpr.Constant n ->
                new Span(ModifierParser.millis(n.literal().value()), Optional.empty());
            case TimeExpr.Operation o -> new Span(0, Optional.of(o));
        };
    }

    boolean isSet() {
        return millis != 0 || expr.isPresent();
    }
}
