package dev.plumbline.embedded.prometheus.engine;

import dev.plumbline.embedded.prometheus.model.Matcher;
import dev.plumbline.embedded.prometheus.promql.Expr;
import java.util.ArrayList;
import java.util.List;

/** Finds the selectors of an expression. */
public final class Selectors {
    private Selectors() {}

    /** Returns the matchers of each selector, from left to right. */
    public static List<List<Matcher>> of(Expr expr) {
        List<List<Matcher>> found = new ArrayList<>();
        collect(expr, found);
        return found;
    }

    private static void collect(Expr expr, List<List<Matcher>> found) {
        switch (expr) {
            case Expr.Selector s -> found.add(s.matchers());
            case Expr.Matrix m -> found.add(m.selector().matchers());
            case Expr.Aggregate a -> {
                collect(a.expr(), found);
                a.param().ifPresent(p -> collect(p, found));
            }
            case Expr.Binary b -> {
                collect(b.lhs(), found);
                collect(b.rhs(), found);
            }
            case Expr.Call c -> c.args().forEach(a -> collect(a, found));
            case Expr.Subquery s -> collect(s.expr(), found);
            case Expr.Paren p -> collect(p.expr(), found);
            case Expr.Unary u -> collect(u.expr(), found);
            case Expr.StepInvariant s -> collect(s.expr(), found);
            case Expr.Literal n -> {}
            case Expr.Text t -> {}
        }
    }
}
