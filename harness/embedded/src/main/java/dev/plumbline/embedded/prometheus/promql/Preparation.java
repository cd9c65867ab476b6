package dev.plumbline.embedded.prometheus.promql;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Prepares an expression for evaluation: times of {@code @} and lengths of time resolved, what is the same at every step marked so. */
public final class Preparation {
    private static final Set<String> STEP_BOUND = Set.of(
            "days_in_month",
            "day_of_month",
            "day_of_week",
            "day_of_year",
            "hour",
            "minute",
            "month",
            "year",
            "predict_linear",
            "time",
            "timestamp");

    private final long start;
    private final long end;

    private Preparation(long start, long end) {
        this.start = start;
        this.end = end;
    }

    private record Prepared(Expr expr, boolean invariant, boolean wrap) {
        Expr wrapped() {
            return wrap ? new Expr.StepInvariant(expr) : expr;
        }
    }

    /**
     * Prepares an expression for a query.
     *
     * @param expr expression
     * @param start first time, milliseconds
     * @param end last time
     * @param step milliseconds between two steps, 0 if there is but one
     * @throws SpanException if a length of time in it cannot be calculated
     */
    public static Expr prepare(Expr expr, long start, long end, long step) {
        Expr resolved = new Spans(step, end - start).resolve(expr);
        return new Preparation(start, end).prepare(resolved).wrapped();
    }

    private Prepared prepare(Expr expr) {
        return switch (expr) {
            case Expr.Selector s -> {
                Expr.At at = s.at().resolved(start, end);
                boolean fixed = at.timestamp().isPresent();
                yield new Prepared(new Expr.Selector(s.name(), s.matchers(), s.offset(), at, s.range()), fixed, fixed);
            }
            case Expr.Matrix m -> {
                Prepared inner = prepare(m.selector());
                Expr.Selector s = (Expr.Selector) inner.expr();
                yield new Prepared(new Expr.Matrix(s, m.length(), s.at(), m.end()), inner.invariant(), false);
            }
            case Expr.Aggregate a -> {
                Prepared inner = prepare(bare(a.expr()));
                yield new Prepared(
                        new Expr.Aggregate(
                                a.op(),
                                inner.expr(),
                                a.param().map(Preparation::bare),
                                a.grouping(),
                                a.without(),
                                a.range()),
                        inner.invariant(),
                        inner.wrap());
            }
            case Expr.Binary b -> binary(b);
            case Expr.Call c -> call(c);
            case Expr.Subquery s -> {
                Prepared inner = prepare(s.expr());
                Expr.At at = s.at().resolved(start, end);
                boolean fixed = at.timestamp().isPresent();
                Expr body = inner.invariant() ? new Expr.StepInvariant(inner.expr()) : inner.expr();
                yield new Prepared(
                        new Expr.Subquery(body, s.length(), s.step(), s.offset(), at, s.end()), fixed, fixed);
            }
            case Expr.Paren p -> {
                Prepared inner = prepare(p.expr());
                yield new Prepared(new Expr.Paren(inner.expr(), p.range()), inner.invariant(), inner.wrap());
            }
            case Expr.Unary u -> {
                Prepared inner = prepare(u.expr());
                yield new Prepared(new Expr.Unary(u.op(), inner.expr(), u.start()), inner.invariant(), inner.wrap());
            }
            case Expr.Literal n -> new Prepared(n, true, false);
            case Expr.Text t -> new Prepared(t, true, false);
            case Expr.StepInvariant s -> new Prepared(s, true, false);
        };
    }

    private Prepared binary(Expr.Binary b) {
        Prepared lhs = prepare(b.lhs());
        Prepared rhs = prepare(b.rhs());
        boolean both = lhs.invariant() && rhs.invariant();
        return new Prepared(
                new Expr.Binary(
                        b.op(),
                        both ? lhs.expr() : lhs.wrapped(),
                        both ? rhs.expr() : rhs.wrapped(),
                        b.matching(),
                        b.bool()),
                both,
                both);
    }

    private Prepared call(Expr.Call c) {
        List<Prepared> args = c.args().stream().map(a -> prepare(bare(a))).toList();
        boolean timestamp = c.function().name().equals("timestamp");
        boolean invariant = !STEP_BOUND.contains(c.function().name()) || timestamp;
        for (Prepared arg : args) {
            invariant &= arg.invariant() && !(timestamp && !(arg.expr() instanceof Expr.Selector));
        }
        List<Expr> exprs = new ArrayList<>();
        for (Prepared arg : args) {
            exprs.add(invariant ? arg.expr() : arg.wrapped());
        }
        return new Prepared(new Expr.Call(c.function(), exprs, c.range()), invariant, invariant);
    }

    private static Expr bare(Expr expr) {
        return expr instanceof Expr.Paren p ? bare(p.expr()) : expr;
    }
}
