package dev.plumbline.embedded.tempo.query;

import dev.plumbline.embedded.tempo.traceql.BinaryOperation;
import dev.plumbline.embedded.tempo.traceql.FieldExpression;
import dev.plumbline.embedded.tempo.traceql.Operator;
import dev.plumbline.embedded.tempo.traceql.Scalar;
import dev.plumbline.embedded.tempo.traceql.SpansetExpression;
import dev.plumbline.embedded.tempo.traceql.Static;
import dev.plumbline.embedded.tempo.traceql.TraceQlException;
import dev.plumbline.embedded.tempo.traceql.Values;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Runs the stages of a pipeline over the sets of spans of one trace. */
final class Evaluation {
    private Evaluation() {}

    static List<Spanset> evaluate(SpansetExpression stage, List<Spanset> input) {
        return switch (stage) {
            case SpansetExpression.Pipeline p -> {
                List<Spanset> result = input;
                for (SpansetExpression next : p.stages()) {
                    result = evaluate(next, result);
                    if (result.isEmpty()) {
                        break;
                    }
                }
                yield result;
            }
            case SpansetExpression.Filter f -> filter(f.expression(), input);
            case SpansetExpression.Operation o -> {
                List<Spanset> output = new ArrayList<>();
                input.forEach(set -> operation(o, set).ifPresent(output::add));
                yield output;
            }
            case SpansetExpression.ScalarFilter f -> scalarFilter(f, input);
            case SpansetExpression.Group g -> group(g, input);
            case SpansetExpression.Coalesce c -> {
                List<FetchedSpan> all = new ArrayList<>();
                input.forEach(set -> all.addAll(set.spans()));
                yield List.of(new Spanset(all, List.of()));
            }
            case SpansetExpression.Select s -> input;
        };
    }

    private static List<Spanset> filter(FieldExpression expression, List<Spanset> input) {
        List<Spanset> output = new ArrayList<>();
        for (Spanset set : input) {
            List<FetchedSpan> matching = new ArrayList<>();
            for (FetchedSpan span : set.spans()) {
                if (expression.evaluate(span).equals(Static.TRUE)) {
                    matching.add(span);
                }
            }
            if (!matching.isEmpty()) {
                output.add(matching.size() == set.spans().size() ? set : set.withSpans(matching));
            }
        }
        return output;
    }

    private static Optional<Spanset> operation(SpansetExpression.Operation o, Spanset set) {
        List<Spanset> left = evaluate(o.left(), List.of(set));
        List<Spanset> right = evaluate(o.right(), List.of(set));
        List<FetchedSpan> matching = switch (o.op()) {
            case AND -> left.isEmpty() || right.isEmpty() ? List.of() : union(left, right);
            case UNION -> union(left, right);
            default -> {
                if (right.isEmpty()) {
                    yield List.of();
                }
                if (left.size() > 1 || right.size() > 1) {
                    throw new TraceQlException("spanset operators are not supported for multiple spansets per"
                            + " trace. consider using coalesce()");
                }
                yield Structure.join(
                        o.op(),
                        left.isEmpty() ? new ArrayList<>() : left.getFirst().spans(),
                        right.getFirst().spans());
            }
        };
        return matching.isEmpty() ? Optional.empty() : Optional.of(set.withSpans(matching));
    }

    /** Returns all spans of both sides, once each; those of the smaller side first. */
    private static List<FetchedSpan> union(List<Spanset> left, List<Spanset> right) {
        List<FetchedSpan> l = left.stream().flatMap(s -> s.spans().stream()).toList();
        List<FetchedSpan> r = right.stream().flatMap(s -> s.spans().stream()).toList();
        List<FetchedSpan> smaller = l.size() < r.size() ? l : r;
        List<FetchedSpan> larger = l.size() < r.size() ? r : l;
        List<FetchedSpan> all = new ArrayList<>(smaller);
        Set<FetchedSpan> seen = Collections.newSetFromMap(new IdentityHashMap<>());
        seen.addAll(smaller);
        larger.stream().filter(s -> !seen.contains(s)).forEach(all::add);
        return all;
    }

    private static List<Spanset> scalarFilter(SpansetExpression.ScalarFilter f, List<Spanset> input) {
        if (!(f.left() instanceof Scalar.Aggregate aggregate) || !(f.right() instanceof Scalar.Constant constant)) {
            throw new TraceQlException("scalar filter lhs (" + f.left().text() + ") not supported");
        }
        List<Spanset> output = new ArrayList<>();
        for (Spanset set : input) {
            Optional<Static> value = aggregate(aggregate, set.spans());
            if (value.isPresent() && compares(f.op(), value.get(), constant.value())) {
                output.add(set.with(aggregate.text(), value.get()));
            }
        }
        return output;
    }

    private static boolean compares(Operator op, Static value, Static wanted) {
        return new BinaryOperation(op, value, wanted)
                .evaluate(dev.plumbline.embedded.tempo.traceql.SpanFields.NOTHING)
                .equals(Static.TRUE);
    }

    private static Optional<Static> aggregate(Scalar.Aggregate aggregate, List<FetchedSpan> spans) {
        if (aggregate.function() == Scalar.Function.COUNT) {
            return Optional.of(Static.of(spans.size()));
        }
        FieldExpression argument = aggregate.argument().getFirst();
        List<Static> values = new ArrayList<>();
        for (FetchedSpan span : spans) {
            Static value = argument.evaluate(span);
            if (!value.isNil()) {
                values.add(value);
            }
        }
        return Values.aggregate(aggregate.function(), values);
    }

    private static List<Spanset> group(SpansetExpression.Group group, List<Spanset> input) {
        List<Spanset> output = new ArrayList<>();
        for (Spanset set : input) {
            Map<Static, List<FetchedSpan>> groups = new LinkedHashMap<>();
            for (FetchedSpan span : set.spans()) {
                groups.computeIfAbsent(group.by().evaluate(span), v -> new ArrayList<>())
                        .add(span);
            }
            groups.forEach((value, spans) -> output.add(set.withSpans(spans).with(group.text(), value)));
        }
        return output;
    }
}
