package dev.plumbline.embedded.tempo.traceql;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Turns chains such as {@code .a = 1 || .a = 2} into one comparison with an array, as Tempo does before it fetches. */
final class Rewriting {
    private static final Set<Type> STRINGS = Set.of(Type.STRING, Type.STRING_ARRAY);

    private Rewriting() {}

    static Query rewrite(Query query) {
        return new Query(pipeline(query.pipeline()), query.metrics(), query.second(), query.hints());
    }

    private static SpansetExpression.Pipeline pipeline(SpansetExpression.Pipeline pipeline) {
        return new SpansetExpression.Pipeline(
                pipeline.stages().stream().map(Rewriting::stage).toList());
    }

    private static SpansetExpression stage(SpansetExpression expression) {
        return switch (expression) {
            case SpansetExpression.Filter f -> new SpansetExpression.Filter(field(f.expression()));
            case SpansetExpression.Group g -> new SpansetExpression.Group(field(g.by()));
            case SpansetExpression.Operation o ->
                new SpansetExpression.Operation(o.op(), stage(o.left()), stage(o.right()));
            case SpansetExpression.Pipeline p -> pipeline(p);
            case SpansetExpression.ScalarFilter f ->
                new SpansetExpression.ScalarFilter(f.op(), scalar(f.left()), scalar(f.right()));
            case SpansetExpression.Select s -> s;
            case SpansetExpression.Coalesce c -> c;
        };
    }

    private static Scalar scalar(Scalar scalar) {
        return switch (scalar) {
            case Scalar.Constant c -> c;
            case Scalar.Operation o -> new Scalar.Operation(o.op(), scalar(o.left()), scalar(o.right()));
            case Scalar.Piped p -> new Scalar.Piped(pipeline(p.pipeline()), p.aggregate());
            case Scalar.Aggregate a ->
                new Scalar.Aggregate(
                        a.function(),
                        a.argument().stream().map(Rewriting::field).toList());
        };
    }

    private static FieldExpression field(FieldExpression expression) {
        if (!(expression instanceof BinaryOperation b)) {
            return expression;
        }
        FieldExpression result = BinaryOperation.of(b.op(), field(b.left()), field(b.right()));
        result = chain(result, Operator.OR, Operator.EQUAL, Operator.IN, false);
        result = chain(result, Operator.AND, Operator.NOT_EQUAL, Operator.NOT_IN, false);
        result = chain(result, Operator.OR, Operator.REGEX, Operator.MATCH_ANY, true);
        return chain(result, Operator.AND, Operator.NOT_REGEX, Operator.MATCH_NONE, true);
    }

    private static FieldExpression chain(
            FieldExpression expression, Operator outer, Operator single, Operator several, boolean strings) {
        if (!(expression instanceof BinaryOperation b) || b.op() != outer) {
            return expression;
        }
        Optional<BinaryOperation> left = comparison(b.left(), single, several);
        Optional<BinaryOperation> right = comparison(b.right(), single, several);
        if (left.isEmpty()
                || right.isEmpty()
                || !left.get().left().equals(right.get().left())
                || !(left.get().right() instanceof Static l)
                || !(right.get().right() instanceof Static r)
                || strings && !(STRINGS.contains(l.type()) && STRINGS.contains(r.type()))) {
            return expression;
        }
        List<Static> elements = new ArrayList<>(l.elements());
        elements.addAll(r.elements());
        return Static.array(elements)
                .map(array -> BinaryOperation.of(several, left.get().left(), array))
                .orElse(expression);
    }

    /** Returns a comparison of a field with constants, the field first. */
    private static Optional<BinaryOperation> comparison(FieldExpression expression, Operator single, Operator several) {
        if (!(expression instanceof BinaryOperation b) || b.op() != single && b.op() != several) {
            return Optional.empty();
        }
        if (b.left() instanceof Attribute && b.right() instanceof Static) {
            return Optional.of(b);
        }
        if (b.right() instanceof Attribute attribute && b.left() instanceof Static constant) {
            return Optional.of(new BinaryOperation(b.op(), attribute, constant));
        }
        return Optional.empty();
    }
}
