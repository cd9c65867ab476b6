package dev.plumbline.embedded.tempo.query;

import dev.plumbline.embedded.tempo.traceql.Kind;
import dev.plumbline.embedded.tempo.traceql.Operator;
import dev.plumbline.embedded.tempo.traceql.Regexes;
import dev.plumbline.embedded.tempo.traceql.Static;
import dev.plumbline.embedded.tempo.traceql.Status;
import dev.plumbline.embedded.tempo.traceql.TraceQlException;
import dev.plumbline.embedded.tempo.traceql.Type;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Tells whether a stored value meets a condition, as storage sees it: by the operand's type, nothing converted. */
final class Predicates {
    private static final Map<Status, Long> STATUS_CODES = Map.of(Status.UNSET, 0L, Status.OK, 1L, Status.ERROR, 2L);
    private static final Map<Kind, Long> KIND_CODES = Map.of(
            Kind.UNSPECIFIED, 0L,
            Kind.INTERNAL, 1L,
            Kind.SERVER, 2L,
            Kind.CLIENT, 3L,
            Kind.PRODUCER, 4L,
            Kind.CONSUMER, 5L);

    private Predicates() {}

    /** Tests a value; empty stands for a column without one. */
    static boolean keeps(Condition condition, Optional<Static> value) {
        return switch (condition.op()) {
            case NONE -> true;
            case EXISTS -> value.isPresent();
            case NOT_EXISTS -> value.isEmpty();
            default ->
                isId(condition) && !areIds(condition)
                        || value.map(v -> isId(condition) ? ids(condition, v) : compares(condition, v))
                                .orElse(condition.op() == Operator.NOT_IN
                                        && condition.operand().type() == Type.STRING_ARRAY);
        };
    }

    private static boolean isId(Condition condition) {
        return isSpanId(condition) || isTraceId(condition);
    }

    private static boolean isSpanId(Condition condition) {
        return switch (condition.attribute().intrinsic()) {
            case SPAN_ID, PARENT_ID, LINK_SPAN_ID -> true;
            default -> false;
        };
    }

    private static boolean isTraceId(Condition condition) {
        return switch (condition.attribute().intrinsic()) {
            case TRACE_ID, LINK_TRACE_ID -> true;
            default -> false;
        };
    }

    /**
     * Refuses what storage cannot compare.
     *
     * @throws TraceQlException if an id is to be ordered or matched
     */
    static void check(Condition condition) {
        switch (condition.op()) {
            case NONE, EXISTS, NOT_EXISTS, EQUAL, NOT_EQUAL, IN, NOT_IN -> {}
            default -> {
                if (isId(condition) && areIds(condition)) {
                    throw new TraceQlException(
                            "operator not supported for IDs: " + condition.op().text());
                }
            }
        }
    }

    /** Tells whether all operands can be ids; if one cannot, storage does not look at the condition. */
    private static boolean areIds(Condition condition) {
        int most = isSpanId(condition) ? 16 : 32;
        return condition.operand().elements().stream()
                .map(o -> isSpanId(condition) ? o.plain().replaceFirst("^0+", "") : o.plain())
                .allMatch(id -> id.length() <= most && id.matches("[0-9a-fA-F]*"));
    }

    /** Span ids are compared without pairs of leading zeros of what is asked for, but with those of what is stored. */
    private static boolean ids(Condition condition, Static value) {
        boolean span = isSpanId(condition);
        String stored = span ? value.plain().replaceFirst("^0{16}$", "") : value.plain();
        boolean any = condition.operand().elements().stream()
                .map(o -> o.plain().replaceFirst("^0+", ""))
                .map(id -> span && id.length() % 2 != 0 ? "0" + id : id)
                .anyMatch(id -> id.equalsIgnoreCase(stored));
        return (condition.op() == Operator.EQUAL || condition.op() == Operator.IN) == any;
    }

    private static boolean compares(Condition condition, Static value) {
        List<Static> operands = condition.operand().elements();
        return switch (condition.op()) {
            case IN -> operands.stream().anyMatch(o -> compare(value, o) == 0);
            case NOT_IN -> operands.stream().noneMatch(o -> compare(value, o) == 0);
            case MATCH_ANY -> operands.stream().anyMatch(o -> Regexes.matches(o.plain(), value.plain()));
            case MATCH_NONE -> operands.stream().anyMatch(o -> !Regexes.matches(o.plain(), value.plain()));
            case REGEX -> Regexes.matches(condition.operand().plain(), value.plain());
            case NOT_REGEX -> !Regexes.matches(condition.operand().plain(), value.plain());
            case EQUAL -> compare(value, condition.operand()) == 0;
            case NOT_EQUAL -> compare(value, condition.operand()) != 0;
            case GREATER -> compare(value, condition.operand()) > 0;
            case GREATER_EQUAL -> compare(value, condition.operand()) >= 0;
            case LESS -> compare(value, condition.operand()) < 0;
            case LESS_EQUAL -> compare(value, condition.operand()) <= 0;
            default ->
                throw new TraceQlException(
                        "operator not supported: " + condition.op().text());
        };
    }

    private static int compare(Static value, Static operand) {
        if (value.type() == Type.STRING) {
            return compareStrings(value.plain(), operand.plain());
        }
        if (value.type() == Type.BOOLEAN) {
            return value.equals(operand) ? 0 : 1;
        }
        if (value.type() == Type.FLOAT || operand.type() == Type.FLOAT) {
            return Double.compare(number(value).doubleValue(), number(operand).doubleValue());
        }
        return Long.compare(number(value).longValue(), number(operand).longValue());
    }

    private static int compareStrings(String a, String b) {
        return Comparator.<String>naturalOrder().compare(a, b);
    }

    private static Number number(Static value) {
        return switch (value.value()) {
            case Number n -> n;
            case Status s -> STATUS_CODES.getOrDefault(s, 0L);
            case Kind k -> KIND_CODES.getOrDefault(k, 0L);
            default -> Double.NaN;
        };
    }
}
