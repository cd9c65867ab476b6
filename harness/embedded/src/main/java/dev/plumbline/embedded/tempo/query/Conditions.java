package dev.plumbline.embedded.tempo.query;

import dev.plumbline.embedded.tempo.traceql.Attribute;
import dev.plumbline.embedded.tempo.traceql.BinaryOperation;
import dev.plumbline.embedded.tempo.traceql.FieldExpression;
import dev.plumbline.embedded.tempo.traceql.Intrinsic;
import dev.plumbline.embedded.tempo.traceql.Metrics;
import dev.plumbline.embedded.tempo.traceql.Operator;
import dev.plumbline.embedded.tempo.traceql.Query;
import dev.plumbline.embedded.tempo.traceql.Scalar;
import dev.plumbline.embedded.tempo.traceql.SpansetExpression;
import dev.plumbline.embedded.tempo.traceql.Static;
import dev.plumbline.embedded.tempo.traceql.Type;
import dev.plumbline.embedded.tempo.traceql.UnaryOperation;
import java.util.List;

/** Finds out which fields a query needs. */
final class Conditions {
    private Conditions() {}

    /** Returns the conditions of one expression. */
    static List<Condition> of(FieldExpression expression) {
        FetchRequest request = new FetchRequest();
        field(expression, request);
        return request.conditions();
    }

    static FetchRequest of(Query query) {
        FetchRequest request = new FetchRequest();
        stages(query.pipeline(), request);
        query.metrics().ifPresent(metrics -> metrics(metrics, request));
        request.readStructureUnfiltered();
        return request;
    }

    private static void metrics(Metrics metrics, FetchRequest request) {
        if (metrics instanceof Metrics.Aggregate aggregate) {
            aggregate
                    .attribute()
                    .filter(a -> !request.has(a))
                    .ifPresent(a -> request.secondPass().add(Condition.any(a)));
            for (Attribute by : aggregate.by()) {
                boolean there = request.allConditions()
                        ? request.has(by)
                        : request.secondPass().stream()
                                .anyMatch(c -> c.attribute().equals(by));
                if (!there) {
                    request.secondPass().add(Condition.any(by));
                }
            }
        }
    }

    private static void stages(SpansetExpression.Pipeline pipeline, FetchRequest request) {
        boolean selected = false;
        for (SpansetExpression stage : pipeline.stages()) {
            if (selected) {
                FetchRequest later = new FetchRequest();
                stage(stage, later);
                later.conditions().stream()
                        .filter(c -> !request.hasUnfiltered(c.attribute()))
                        .forEach(request.secondPass()::add);
                later.secondPass().stream()
                        .filter(c -> !request.hasUnfiltered(c.attribute()))
                        .forEach(request.secondPass()::add);
            } else {
                stage(stage, request);
            }
            selected |= stage instanceof SpansetExpression.Select;
        }
    }

    private static void stage(SpansetExpression stage, FetchRequest request) {
        switch (stage) {
            case SpansetExpression.Pipeline p -> stages(p, request);
            case SpansetExpression.Filter f -> filter(f, request);
            case SpansetExpression.Coalesce c -> {}
            case SpansetExpression.Group g -> {
                field(g.by(), request);
                request.anyCondition();
            }
            case SpansetExpression.Select s ->
                s.attributes().forEach(a -> request.secondPass().add(Condition.any(a)));
            case SpansetExpression.ScalarFilter f -> {
                scalar(f.left(), request);
                scalar(f.right(), request);
            }
            case SpansetExpression.Operation o -> {
                if (o.op().isStructural()) {
                    request.conditions().add(Condition.any(Attribute.of(Intrinsic.STRUCTURE)));
                    request.reads(o.op());
                }
                stage(o.left(), request);
                stage(o.right(), request);
                request.anyCondition();
            }
        }
    }

    private static void filter(SpansetExpression.Filter filter, FetchRequest request) {
        field(filter.expression(), request);
        boolean everything = filter.expression().equals(Static.TRUE)
                && request.conditions().stream().noneMatch(c -> c.attribute().isIntrinsic() && c.op() == Operator.NONE);
        if (everything) {
            request.conditions().add(Condition.any(Attribute.of(Intrinsic.SPAN_START)));
        }
    }

    private static void scalar(Scalar scalar, FetchRequest request) {
        switch (scalar) {
            case Scalar.Constant c -> {}
            case Scalar.Operation o -> {
                scalar(o.left(), request);
                scalar(o.right(), request);
            }
            case Scalar.Piped p -> {
                stages(p.pipeline(), request);
                scalar(p.aggregate(), request);
            }
            case Scalar.Aggregate a -> {
                request.anyCondition();
                a.argument().forEach(e -> field(e, request));
            }
        }
    }

    private static void field(FieldExpression expression, FetchRequest request) {
        switch (expression) {
            case Static s -> {}
            case Attribute a -> request.conditions().add(Condition.any(a));
            case UnaryOperation u -> {
                boolean existence = u.op() == Operator.EXISTS || u.op() == Operator.NOT_EXISTS;
                if (existence && u.operand() instanceof Attribute a) {
                    request.conditions().add(new Condition(a, u.op(), Static.NIL));
                } else {
                    field(u.operand(), request);
                }
            }
            case BinaryOperation b -> binary(b, request);
        }
    }

    private static void binary(BinaryOperation b, FetchRequest request) {
        if (b.left() instanceof Attribute a && b.right() instanceof Static s) {
            request.conditions().add(compared(a, b.op(), s));
        } else if (b.left() instanceof Static s && b.right() instanceof Attribute a) {
            request.conditions().add(compared(a, b.op(), s));
        } else {
            field(b.left(), request);
            field(b.right(), request);
            boolean fields = b.left() instanceof Attribute || b.left() instanceof Static;
            if (!fields && b.op() == Operator.OR) {
                request.anyCondition();
            }
        }
    }

    private static Condition compared(Attribute attribute, Operator op, Static operand) {
        boolean unfiltered = operand.type() == Type.NIL && op == Operator.NOT_EQUAL
                || !op.isBoolean()
                || operand.type() == Type.BOOLEAN && (op == Operator.OR || op == Operator.AND);
        return unfiltered ? Condition.any(attribute) : new Condition(attribute, op, operand);
    }
}
