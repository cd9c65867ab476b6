package dev.plumbline.embedded.tempo.query;

import dev.plumbline.embedded.tempo.traceql.Attribute;
import dev.plumbline.embedded.tempo.traceql.Intrinsic;
import dev.plumbline.embedded.tempo.traceql.Operator;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** Which fields a query needs: those of the first pass decide which spans it sees at all. */
final class FetchRequest {
    private final List<Condition> conditions = new ArrayList<>();
    private final List<Condition> secondPass = new ArrayList<>();
    private boolean allConditions = true;
    private boolean everything;

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

    /** Tells whether storage has no column for a field that it has to compare, so that it finds nothing. */
    boolean isUnsupported() {
        Attribute children = Attribute.of(Intrinsic.CHILD_COUNT);
        return conditions.stream().anyMatch(c -> c.attribute().equals(children));
    }

    /**
     * Tells whether storage alone decides which spans a metrics query is over: the real one then leaves the expression
     * out, so that a negated comparison counts what it should not.
     */
    boolean isDecidedByStorage() {
        long fields = conditions.stream().map(Condition::attribute).distinct().count();
        return allConditions
                && !everything
                && fields == conditions.size()
                && Stream.concat(conditions.stream(), secondPass.stream())
                        .allMatch(c -> c.attribute().isIntrinsic());
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
