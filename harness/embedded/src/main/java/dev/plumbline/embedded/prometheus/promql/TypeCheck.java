package dev.plumbline.embedded.prometheus.promql;

import dev.plumbline.embedded.prometheus.model.GoText;
import dev.plumbline.embedded.prometheus.model.Labels;
import dev.plumbline.embedded.prometheus.model.Matcher;
import java.util.List;
import java.util.Optional;

/** Checks the types of an expression, children first, and settles how set operators match. */
final class TypeCheck {
    private final TokenStream tokens;

    TypeCheck(TokenStream tokens) {
        this.tokens = tokens;
    }

    Expr check(Expr expr) {
        return switch (expr) {
            case Expr.Aggregate a -> aggregate(a);
            case Expr.Binary b -> binary(b);
            case Expr.Call c -> call(c);
            case Expr.Paren p -> new Expr.Paren(check(p.expr()), p.range());
            case Expr.Unary u -> unary(u);
            case Expr.Subquery s -> subquery(s);
            case Expr.Matrix m -> {
                selector(m.selector());
                yield m;
            }
            case Expr.Selector s -> {
                selector(s);
                yield s;
            }
            case Expr.Literal n -> n;
            case Expr.Text t -> t;
            case Expr.StepInvariant s -> s;
        };
    }

    private Expr expect(Expr expr, ValueType wanted, String context) {
        Expr checked = check(expr);
        if (checked.type() != wanted) {
            tokens.problem(
                    expr.range(),
                    "expected type " + wanted.documented() + " in " + context + ", got "
                            + checked.type().documented());
        }
        return checked;
    }

    private Expr aggregate(Expr.Aggregate a) {
        Expr expr = expect(a.expr(), ValueType.VECTOR, "aggregation expression");
        Optional<Expr> param = a.param()
                .map(p -> expect(
                        p, a.op() == Tok.COUNT_VALUES ? ValueType.STRING : ValueType.SCALAR, "aggregation parameter"));
        return new Expr.Aggregate(a.op(), expr, param, a.grouping(), a.without(), a.range());
    }

    private Expr unary(Expr.Unary u) {
        Expr expr = check(u.expr());
        if (expr.type() != ValueType.SCALAR && expr.type() != ValueType.VECTOR) {
            tokens.problem(
                    u.range(),
                    "unary expression only allowed on expressions of type scalar or instant vector, got \""
                            + expr.type().documented() + "\"");
        }
        return new Expr.Unary(u.op(), expr, u.start());
    }

    private Expr subquery(Expr.Subquery s) {
        Expr expr = check(s.expr());
        if (expr.type() != ValueType.VECTOR) {
            tokens.problem(
                    s.range(),
                    "subquery is only allowed on instant vector, got "
                            + expr.type().text() + " instead");
        }
        return new Expr.Subquery(expr, s.length(), s.step(), s.offset(), s.at(), s.end());
    }

    private Expr call(Expr.Call c) {
        Function f = c.function();
        int given = c.args().size();
        int least = f.variadic() == 0 ? f.arguments().size() : f.arguments().size() - 1;
        if (f.variadic() == 0 && given != least) {
            tokens.problem(c.range(), "expected " + least + count(f) + given);
        } else if (given < least) {
            tokens.problem(c.range(), "expected at least " + least + count(f) + given);
        } else if (f.variadic() > 0 && given > least + f.variadic()) {
            tokens.problem(c.range(), "expected at most " + (least + f.variadic()) + count(f) + given);
        }
        Expr[] args = new Expr[given];
        for (int i = 0; i < given; i++) {
            Expr arg = c.args().get(i);
            if (i >= f.arguments().size() && f.variadic() == 0) {
                args[i] = arg;
                continue;
            }
            ValueType wanted = f.arguments().get(Math.min(i, f.arguments().size() - 1));
            args[i] = expect(arg, wanted, "call to function \"" + f.name() + "\"");
        }
        return new Expr.Call(f, List.of(args), c.range());
    }

    private static String count(Function f) {
        return " argument(s) in call to \"" + f.name() + "\", got ";
    }

    private Expr binary(Expr.Binary b) {
        Expr lhs = check(b.lhs());
        Expr rhs = check(b.rhs());
        boolean scalars = lhs.type() == ValueType.SCALAR && rhs.type() == ValueType.SCALAR;
        if (b.bool() && !b.op().isComparison()) {
            tokens.problem(operator(b), "bool modifier can only be used on comparison operators");
        }
        if (b.op().isComparison() && !b.bool() && scalars) {
            tokens.problem(operator(b), "comparisons between scalars must use BOOL modifier");
        }
        Matching matching = b.matching().orElseThrow();
        if (b.op().isSetOperator() && matching.card() == Matching.Card.ONE_TO_ONE) {
            matching = matching.with(Matching.Card.MANY_TO_MANY);
        }
        for (String label : matching.labels()) {
            if (matching.on() && matching.include().contains(label)) {
                tokens.problem(
                        operator(b), "label " + GoText.quote(label) + " must not occur in ON and GROUP clause at once");
            }
        }
        operand(lhs);
        operand(rhs);
        boolean vectors = lhs.type() == ValueType.VECTOR && rhs.type() == ValueType.VECTOR;
        if (!vectors && !matching.labels().isEmpty()) {
            tokens.problem(b.range(), "vector matching only allowed between instant vectors");
        }
        if (vectors && b.op().isSetOperator() && matching.card() != Matching.Card.MANY_TO_MANY) {
            tokens.problem(b.range(), "no grouping allowed for \"" + b.op().text() + "\" operation");
        }
        if ((lhs.type() == ValueType.SCALAR || rhs.type() == ValueType.SCALAR) && b.op().isSetOperator()) {
            tokens.problem(b.range(), "set operator \"" + b.op().text() + "\" not allowed in binary scalar expression");
        }
        return new Expr.Binary(b.op(), lhs, rhs, vectors ? Optional.of(matching) : Optional.empty(), b.bool());
    }

    private void operand(Expr operand) {
        if (operand.type() != ValueType.SCALAR && operand.type() != ValueType.VECTOR) {
            tokens.problem(operand.range(), "binary expression must contain only scalar and instant vector types");
        }
    }

    private Range operator(Expr.Binary b) {
        String query = tokens.query();
        int start = b.lhs().range().end();
        while (start < query.length() && LexerInput.isSpace(query.charAt(start))) {
            start++;
        }
        return new Range(start, start);
    }

    private void selector(Expr.Selector s) {
        if (!s.name().isEmpty()) {
            for (Matcher m : s.matchers().subList(0, s.matchers().size() - 1)) {
                if (m.name().equals(Labels.NAME)) {
                    tokens.problem(
                            s.range(),
                            "metric name must not be set twice: " + GoText.quote(s.name()) + " or "
                                    + GoText.quote(m.value()));
                }
            }
        } else if (s.matchers().stream().allMatch(m -> m.matches(""))) {
            tokens.problem(s.range(), "vector selector must contain at least one non-empty matcher");
        }
    }
}
