package dev.plumbline.embedded.prometheus.promql;

import java.util.Optional;

/** Calculates the lengths of time in an expression from the step and the range of the query. */
final class Spans {
    private static final double LONGEST = 0x1p63 / 1e9;

    private final double step;
    private final double range;

    /**
     * Returns a calculator.
     *
     * @param step milliseconds between two steps of the query, 0 if it has but one
     * @param range milliseconds from its start to its end
     */
    Spans(long step, long range) {
        this.step = step / 1000.0;
        this.range = range / 1000.0;
    }

    /** Returns the expression with literal lengths only. */
    Expr resolve(Expr expr) {
        return switch (expr) {
            case Expr.Selector s -> selector(s);
            case Expr.Matrix m -> {
                Span length = value(m.length(), false);
                yield new Expr.Matrix(selector(m.selector()), length, m.at(), m.end());
            }
            case Expr.Subquery s -> {
                Span offset = value(s.offset(), true);
                Span step = value(s.step(), false);
                Span length = value(s.length(), false);
                yield new Expr.Subquery(resolve(s.expr()), length, step, offset, s.at(), s.end());
            }
            case Expr.Aggregate a -> {
                Expr inner = resolve(a.expr());
                yield new Expr.Aggregate(
                        a.op(), inner, a.param().map(this::resolve), a.grouping(), a.without(), a.range());
            }
            case Expr.Binary b -> {
                Expr lhs = resolve(b.lhs());
                yield new Expr.Binary(b.op(), lhs, resolve(b.rhs()), b.matching(), b.bool());
            }
            case Expr.Call c ->
                new Expr.Call(c.function(), c.args().stream().map(this::resolve).toList(), c.range());
            case Expr.Paren p -> new Expr.Paren(resolve(p.expr()), p.range());
            case Expr.Unary u -> new Expr.Unary(u.op(), resolve(u.expr()), u.start());
            case Expr.StepInvariant s -> new Expr.StepInvariant(resolve(s.expr()));
            case Expr.Literal n -> n;
            case Expr.Text t -> t;
        };
    }

    private Expr.Selector selector(Expr.Selector s) {
        return new Expr.Selector(s.name(), s.matchers(), value(s.offset(), true), s.at(), s.range());
    }

    private Span value(Span span, boolean negativeToo) {
        if (span.expr().isEmpty()) {
            return span;
        }
        TimeExpr expr = span.expr().get();
        double seconds = seconds(expr);
        if (!Double.isFinite(seconds)) {
            throw new SpanException(expr.range(), "duration is NaN or infinite");
        }
        if (seconds <= 0 && !negativeToo) {
            throw new SpanException(expr.range(), "duration must be greater than 0");
        }
        if (Math.abs(seconds) > LONGEST) {
            throw new SpanException(expr.range(), "duration is out of range");
        }
        return new Span((long) (seconds * 1000), Optional.empty());
    }

    private double seconds(TimeExpr expr) {
        return switch (expr) {
            case TimeExpr.Constant n -> n.literal().value();
            case TimeExpr.Operation o -> operation(o);
        };
    }

    private double operation(TimeExpr.Operation o) {
        double a = o.lhs().map(this::seconds).orElse(0.0);
        double b = o.rhs().map(this::seconds).orElse(0.0);
        return switch (o.op()) {
            case STEP -> step;
            case RANGE -> range;
            case MIN_OF -> Math.min(a, b);
            case MAX_OF -> Math.max(a, b);
            case ADD -> a + b;
            case SUB -> a - b;
            case MUL -> a * b;
            case DIV -> a / divisor(o, b, "division by zero");
            case MOD -> a % divisor(o, b, "modulo by zero");
            case POW -> Math.pow(a, b);
            default -> throw new SpanException(o.range(), "unexpected operator " + o.op().text());
        };
    }

    private static double divisor(TimeExpr.Operation o, double b, String zero) {
        if (b == 0) {
            throw new SpanException(o.range(), zero);
        }
        return b;
    }
}
