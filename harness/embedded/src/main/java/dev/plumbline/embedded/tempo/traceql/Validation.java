package dev.plumbline.embedded.tempo.traceql;

import java.util.Set;

/** Checks that the types in a query fit, as far as they are known before evaluation. */
final class Validation {
    private static final int MOST_GROUPS = 5;

    private Validation() {}

    static void check(Query query) {
        check(query.pipeline());
        query.metrics().ifPresent(Validation::check);
        query.second().forEach(Validation::check);
        if (!query.second().isEmpty()
                && query.metrics().filter(Metrics.Compare.class::isInstance).isPresent()) {
            throw new TraceQlException("`compare()` cannot be used with second stage functions");
        }
    }

    private static void check(SpansetExpression expression) {
        switch (expression) {
            case SpansetExpression.Pipeline p -> p.stages().forEach(Validation::check);
            case SpansetExpression.Operation o -> {
                check(o.left());
                check(o.right());
            }
            case SpansetExpression.Filter f -> {
                check(f.expression());
                if (f.expression().type() != Type.ATTRIBUTE && f.expression().type() != Type.BOOLEAN) {
                    throw new TraceQlException("span filter field expressions must resolve to a boolean: " + f.text());
                }
            }
            case SpansetExpression.Group g -> {
                if (!g.by().referencesSpan()) {
                    throw new TraceQlException("grouping field expressions must reference the span: " + g.text());
                }
                check(g.by());
            }
            case SpansetExpression.Select s -> s.attributes().forEach(Validation::check);
            case SpansetExpression.Coalesce c -> {}
            case SpansetExpression.ScalarFilter f -> check(f);
        }
    }

    private static void check(SpansetExpression.ScalarFilter f) {
        check(f.left());
        check(f.right());
        binary(f.op(), f.left().type(), f.right().type(), f.text());
        if (!(f.left() instanceof Scalar.Aggregate)) {
            throw new TraceQlException("scalar filter lhs of type (%v) not yet supported");
        }
        if (!(f.right() instanceof Scalar.Constant)) {
            throw new TraceQlException("scalar filter rhs of type (%v) not yet supported");
        }
    }

    private static void check(Scalar scalar) {
        switch (scalar) {
            case Scalar.Constant c -> {}
            case Scalar.Operation o -> {
                check(o.left());
                check(o.right());
                binary(o.op(), o.left().type(), o.right().type(), o.text());
            }
            case Scalar.Piped p -> {
                check(p.pipeline());
                check(p.aggregate());
            }
            case Scalar.Aggregate a -> {
                for (FieldExpression argument : a.argument()) {
                    check(argument);
                    if (argument.type() != Type.ATTRIBUTE && !argument.type().isNumeric()) {
                        throw new TraceQlException(
                                "aggregate field expressions must resolve to a number type: " + a.text());
                    }
                    if (!argument.referencesSpan()) {
                        throw new TraceQlException("aggregate field expressions must reference the span: " + a.text());
                    }
                }
            }
        }
    }

    static void check(FieldExpression expression) {
        switch (expression) {
            case Static s -> {}
            case Attribute a -> {
                if (a.parent()) {
                    throw new TraceQlException("parent not yet supported");
                }
                if (a.intrinsic() == Intrinsic.PARENT) {
                    throw new TraceQlException("intrinsic (parent) not yet supported");
                }
            }
            case UnaryOperation u -> check(u);
            case BinaryOperation b -> {
                check(b.left());
                check(b.right());
                binary(b.op(), b.left().type(), b.right().type(), b.text());
                if (b.op().isRegex()) {
                    regex(b.right());
                }
            }
        }
    }

    private static void regex(FieldExpression right) {
        if (!(right instanceof Static s) || s.type() != Type.STRING && s.type() != Type.STRING_ARRAY) {
            throw new TraceQlException("invalid type for =~ or !~: " + right.text());
        }
        if (s.elements().stream().anyMatch(e -> !Regexes.isValid(e.plain()))) {
            throw new TraceQlException("invalid regex: " + s.text());
        }
    }

    private static void check(UnaryOperation u) {
        check(u.operand());
        if (u.op() == Operator.NOT_EXISTS && u.operand() instanceof Attribute a) {
            if (a.isIntrinsic()) {
                throw new TraceQlException(a.text() + "=nil is not valid because intrinsics cannot be nil");
            }
            if (a.equals(Attribute.of(Scope.RESOURCE, "service.name"))) {
                throw new TraceQlException(a.text() + "=nil is not valid because resource.service.name cannot be nil");
            }
        }
        Type type = u.operand().type();
        boolean valid = switch (u.op()) {
            case SUB -> type.isNumeric();
            case NOT -> type == Type.BOOLEAN;
            default -> true;
        };
        if (type != Type.ATTRIBUTE && !valid) {
            throw new TraceQlException("illegal operation for the given type: " + u.text());
        }
    }

    private static void binary(Operator op, Type left, Type right, String text) {
        if (!left.matches(right)) {
            throw new TraceQlException("binary operations must operate on the same type: " + text);
        }
        if (!left.allows(op) || !right.allows(op)) {
            throw new TraceQlException("illegal operation for the given types: " + text);
        }
    }

    private static void check(Metrics metrics) {
        switch (metrics) {
            case Metrics.Compare c -> {
                check(c.selection());
                if (c.top() <= 0) {
                    throw new TraceQlException("compare() top number of values must be integer greater than 0");
                }
                if (c.start() == 0 && c.end() == 0) {
                    return;
                }
                if (c.start() <= 0 || c.end() <= 0) {
                    throw new TraceQlException("compare() timestamps must be positive integer unix nanoseconds");
                }
                if (c.end() <= c.start()) {
                    throw new TraceQlException("compare() end timestamp must be greater than start timestamp");
                }
            }
            case Metrics.Aggregate a -> {
                boolean oneLess = Set.of(
                                Metrics.Function.HISTOGRAM_OVER_TIME,
                                Metrics.Function.QUANTILE_OVER_TIME,
                                Metrics.Function.AVG_OVER_TIME)
                        .contains(a.function());
                if (a.by().size() > MOST_GROUPS || oneLess && a.by().size() >= MOST_GROUPS) {
                    throw new TraceQlException("metrics group by " + a.by().size() + " values not yet supported");
                }
                for (double q : a.quantiles()) {
                    if (q < 0 || q > 1) {
                        throw new TraceQlException("quantile must be between 0 and 1: " + GoFormat.general(q));
                    }
                }
            }
        }
    }

    private static void check(Metrics.Second second) {
        if (second instanceof Metrics.Second.TopK topK && topK.limit() <= 0) {
            throw new TraceQlException("limit must be greater than 0");
        }
    }
}
