package dev.plumbline.embedded.tempo.query;

import dev.plumbline.embedded.tempo.traceql.Attribute;
import dev.plumbline.embedded.tempo.traceql.BinaryOperation;
import dev.plumbline.embedded.tempo.traceql.FieldExpression;
import dev.plumbline.embedded.tempo.traceql.Intrinsic;
import dev.plumbline.embedded.tempo.traceql.Operator;
import dev.plumbline.embedded.tempo.traceql.Query;
import dev.plumbline.embedded.tempo.traceql.SpansetExpression;
import dev.plumbline.embedded.tempo.traceql.TraceQlException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What a filter of tags and their values asks for: groups of conditions, of which one has to be met whole.
 *
 * <p>Only comparisons count, whether they are negated or not, and only those of the first braces; what cannot be read is
 * passed over, since such filters are sent while they are being typed.
 *
 * @param groups the groups; none for no filter
 */
public record TagConditions(List<List<Condition>> groups) {
    /** No filter. */
    public static final TagConditions NONE = new TagConditions(List.of());

    public TagConditions {
        groups = List.copyOf(groups);
    }

    /** Reads a filter. */
    public static TagConditions of(String text) {
        return read(text).or(() -> read(unfinished(text))).orElse(NONE);
    }

    /** Tells whether storage has no column for a field that it has to compare. */
    public boolean isUnsupported() {
        Attribute children = Attribute.of(Intrinsic.CHILD_COUNT);
        return groups.stream().flatMap(List::stream).anyMatch(c -> c.attribute().equals(children));
    }

    /** Leaves out a comparison that has no right side yet, and operators that join nothing. */
    private static String unfinished(String text) {
        return text.replaceAll("[\\w.:\"-]+\\s*(=~|!~|!=|>=|<=|=|>|<)\\s*(?=}|&&|\\|\\|)", "")
                .replaceAll("(&&|\\|\\|)\\s*(?=}|&&|\\|\\|)", "")
                .replaceAll("\\{\\s*(&&|\\|\\|)", "{");
    }

    private static Optional<TagConditions> read(String text) {
        try {
            Query query = Query.compile(text);
            return Optional.of(query.pipeline().stages().stream()
                    .filter(s -> !(s instanceof SpansetExpression.Operation))
                    .filter(SpansetExpression.Filter.class::isInstance)
                    .map(s -> of(((SpansetExpression.Filter) s).expression()))
                    .findFirst()
                    .orElse(NONE));
        } catch (TraceQlException e) {
            return Optional.empty();
        }
    }

    private static TagConditions of(FieldExpression expression) {
        List<List<Condition>> groups = groups(expression);
        boolean open = groups.isEmpty()
                || groups.stream().anyMatch(List::isEmpty)
                || groups.stream()
                        .flatMap(List::stream)
                        .anyMatch(c -> c.attribute().isUnscoped());
        return open ? NONE : new TagConditions(groups);
    }

    private static List<List<Condition>> groups(FieldExpression expression) {
        if (expression instanceof BinaryOperation b && b.op() == Operator.OR) {
            List<List<Condition>> either = new ArrayList<>(groups(b.left()));
            either.addAll(groups(b.right()));
            return either;
        }
        if (expression instanceof BinaryOperation b && b.op() == Operator.AND) {
            List<List<Condition>> both = new ArrayList<>();
            for (List<Condition> left : groups(b.left())) {
                for (List<Condition> right : groups(b.right())) {
                    List<Condition> all = new ArrayList<>(left);
                    all.addAll(right);
                    both.add(all);
                }
            }
            return both;
        }
        List<Condition> conditions = Conditions.of(expression).stream()
                .filter(c -> c.op() != Operator.NONE)
                .toList();
        return List.of(conditions);
    }
}
