package dev.plumbline.embedded.tempo.query;

import dev.plumbline.embedded.tempo.traceql.Attribute;
import dev.plumbline.embedded.tempo.traceql.Intrinsic;
import dev.plumbline.embedded.tempo.traceql.Operator;
import dev.plumbline.embedded.tempo.traceql.Scope;
import dev.plumbline.embedded.tempo.traceql.SpansetOperator;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/** Which fields a query needs: those of the first pass decide which spans it sees at all. */
final class FetchRequest {
    private final List<Condition> conditions = new ArrayList<>();
    private final List<Condition> secondPass = new ArrayList<>();
    private boolean allConditions = true;
    private boolean everything;
    private final Set<Intrinsic> structure = EnumSet.noneOf(Intrinsic.class);

    List<Condition> conditions() {
        return conditions;
    }

    List<Condition> secondPass() {
        return secondPass;
    }

    /** Has the second pass read every field. */
    void fetchEverything() {
        everything = true;
    }

    /** Tells whether the second pass reads every field. */
    boolean isEverything() {
        return everything;
    }

    /** Tells whether a span must meet every condition; if not, one is enough. */
    boolean allConditions() {
        return allConditions;
    }

    void anyCondition() {
        allConditions = false;
    }

    /** Notes the columns that an operator reads to find out how spans lie in their trace. */
    void reads(SpansetOperator operator) {
        structure.addAll(
                switch (operator) {
                    case DESCENDANT, ANCESTOR, NOT_DESCENDANT, NOT_ANCESTOR, UNION_DESCENDANT, UNION_ANCESTOR ->
                        Set.of(Intrinsic.NESTED_SET_LEFT, Intrinsic.NESTED_SET_RIGHT);
                    case CHILD, PARENT, NOT_CHILD, NOT_PARENT, UNION_CHILD, UNION_PARENT ->
                        Set.of(Intrinsic.NESTED_SET_LEFT, Intrinsic.NESTED_SET_PARENT);
                    case SIBLING, NOT_SIBLING, UNION_SIBLING -> Set.of(Intrinsic.NESTED_SET_PARENT);
                    case AND, UNION -> Set.<Intrinsic>of();
                });
    }

    /** A column that an operator reads, too, is read of every span, and so a condition on it finds every span. */
    void readStructureUnfiltered() {
        structure.stream()
                .map(Attribute::of)
                .filter(a -> conditions.stream().anyMatch(c -> c.attribute().equals(a)))
                .forEach(a -> conditions.add(Condition.any(a)));
    }

    /** Tells whether storage has no column for a field that it has to compare, so that it finds nothing. */
    boolean isUnsupported() {
        Attribute children = Attribute.of(Intrinsic.CHILD_COUNT);
        return conditions.stream().anyMatch(c -> c.attribute().equals(children));
    }

    /**
     * Reads in one pass what can be read in one, as the real one does for metrics.
     *
     * @return whether storage alone decides which spans the query is over: the expression is left out then, so that a
     *     negated comparison counts what it should not
     */
    boolean optimize() {
        long fields = conditions.stream().map(Condition::attribute).distinct().count();
        if (!allConditions
                || everything
                || fields < conditions.size()
                || conditions.stream().anyMatch(c -> c.attribute().isUnscoped())
                || !secondPass.stream().allMatch(FetchRequest::isAlwaysThere)) {
            return false;
        }
        conditions.addAll(secondPass);
        secondPass.clear();
        return conditions.size() == 1 || conditions.stream().allMatch(FetchRequest::isAlwaysThere);
    }

    private static boolean isAlwaysThere(Condition condition) {
        return condition.attribute().isIntrinsic()
                || condition.attribute().equals(Attribute.of(Scope.RESOURCE, "service.name"));
    }

    boolean has(Attribute attribute) {
        return conditions.stream().anyMatch(c -> c.attribute().equals(attribute))
                || secondPass.stream().anyMatch(c -> c.attribute().equals(attribute));
    }

    boolean hasUnfiltered(Attribute attribute) {
        Condition wanted = Condition.any(attribute);
        return conditions.contains(wanted) || secondPass.contains(wanted);
    }

    /** Joins conditions on one field where together they take in every span. */
    void coalesce() {
        if (allConditions) {
            return;
        }
        for (int i = 0; i < conditions.size(); i++) {
            for (int j = i + 1; j < conditions.size(); j++) {
                Condition a = conditions.get(i);
                Condition b = conditions.get(j);
                if (!a.attribute().equals(b.attribute())) {
                    continue;
                }
                boolean opposites = a.operand().equals(b.operand())
                        && (a.op() == Operator.EQUAL && b.op() == Operator.NOT_EQUAL
                                || a.op() == Operator.NOT_EQUAL && b.op() == Operator.EQUAL);
                boolean open = a.op() == Operator.NONE || b.op() == Operator.NONE;
                if (a.equals(b) || opposites || open) {
                    conditions.set(i, a.equals(b) ? a : Condition.any(a.attribute()));
                    conditions.remove(j);
                    j = i; // what was joined may join with more
                }
            }
        }
    }
}
