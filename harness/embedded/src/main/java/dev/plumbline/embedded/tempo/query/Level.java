package dev.plumbline.embedded.tempo.query;

import dev.plumbline.embedded.tempo.query.FetchedSpan.Value;
import dev.plumbline.embedded.tempo.store.Fields;
import dev.plumbline.embedded.tempo.traceql.Attribute;
import dev.plumbline.embedded.tempo.traceql.Intrinsic;
import dev.plumbline.embedded.tempo.traceql.Operator;
import dev.plumbline.embedded.tempo.traceql.Scope;
import dev.plumbline.embedded.tempo.traceql.Static;
import dev.plumbline.embedded.tempo.traceql.Type;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The conditions on one level of a trace: span, resource, scope, event, link or the trace itself.
 *
 * @param scope scope of the attributes found here
 * @param conditions what is asked of the level
 * @param columns types of the columns that attributes have here
 * @param all whether every condition must be met
 */
record Level(Scope scope, List<Condition> conditions, Map<String, Type> columns, boolean all) {
    /** How storage marks an attribute that is not there. */
    private static final Static ABSENT = Static.of("nil");

    /** Returns the number of fields that must be found. */
    int distinct() {
        return all
                ? (int) conditions.stream()
                        .map(c -> c.attribute().name())
                        .distinct()
                        .count()
                : 0;
    }

    /**
     * Collects values.
     *
     * @param fields attributes found on this level
     * @param intrinsics values of the level's intrinsics
     * @return what was found; empty if all conditions must be met and one is not
     */
    Optional<List<Value>> collect(Fields fields, Map<Intrinsic, Static> intrinsics) {
        List<Value> found = new ArrayList<>();
        Map<Attribute, List<Condition>> byColumn = new LinkedHashMap<>();
        List<Condition> generic = new ArrayList<>();
        for (Condition condition : conditions) {
            Attribute attribute = condition.attribute();
            if (attribute.isIntrinsic()) {
                byColumn.computeIfAbsent(attribute, a -> new ArrayList<>()).add(condition);
            } else if (isColumn(condition)) {
                byColumn.computeIfAbsent(Attribute.of(scope, attribute.name()), a -> new ArrayList<>())
                        .add(condition);
            } else if (condition.op() == Operator.NOT_EXISTS) {
                if (!fields.generic().isEmpty() && !fields.generic().containsKey(attribute.name())) {
                    found.add(new Value(Attribute.of(scope, attribute.name()), ABSENT));
                } else if (all) {
                    return Optional.empty();
                }
            } else {
                generic.add(condition);
            }
        }
        for (Map.Entry<Attribute, List<Condition>> column : byColumn.entrySet()) {
            if (!column(column.getKey(), column.getValue(), fields, intrinsics, found) && all) {
                return Optional.empty();
            }
        }
        if (!generic.isEmpty() && !generic(generic, fields, found) && all) {
            return Optional.empty();
        }
        return Optional.of(found);
    }

    private boolean isColumn(Condition condition) {
        Type type = columns.get(condition.attribute().name());
        if (type == null) {
            return false;
        }
        Type operand = condition.operand().type();
        return operand == Type.NIL
                || operand == type
                || type == Type.STRING && operand == Type.STRING_ARRAY
                || type == Type.INT && operand == Type.INT_ARRAY;
    }

    private static boolean column(
            Attribute attribute,
            List<Condition> conditions,
            Fields fields,
            Map<Intrinsic, Static> intrinsics,
            List<Value> found) {
        Optional<Static> value = attribute.isIntrinsic()
                ? Optional.ofNullable(intrinsics.get(attribute.intrinsic()))
                : Optional.ofNullable(fields.columns().get(attribute.name()));
        boolean kept = conditions.stream().anyMatch(c -> Predicates.keeps(c, value));
        if (kept) {
            found.add(new Value(attribute, value.orElseGet(() -> absent(attribute))));
        }
        return kept;
    }

    /** Spans without events or links read as if they had one that is empty. */
    private static Static absent(Attribute attribute) {
        return switch (attribute.intrinsic()) {
            case NONE -> ABSENT;
            case EVENT_NAME, LINK_TRACE_ID -> Static.of("");
            case EVENT_TIME_SINCE_START -> Static.duration(0);
            case LINK_SPAN_ID -> Static.of("0".repeat(16));
            default -> Static.NIL;
        };
    }

    private boolean generic(List<Condition> conditions, Fields fields, List<Value> found) {
        Set<String> keys = conditions.stream().map(c -> c.attribute().name()).collect(Collectors.toSet());
        Set<Type> types = conditions.stream().map(c -> elementType(c.operand())).collect(Collectors.toSet());
        boolean oneType = types.size() == 1 && !types.contains(Type.NIL);
        if (conditions.stream().noneMatch(c -> isQueryable(elementType(c.operand())))) {
            return !all;
        }
        boolean any = false;
        for (Map.Entry<String, Static> field : fields.generic().entrySet()) {
            if (!keys.contains(field.getKey())) {
                continue;
            }
            List<Static> kept = field.getValue().elements().stream()
                    .filter(v -> conditions.stream().anyMatch(c -> matches(c, v)))
                    .toList();
            if (kept.isEmpty() && all && oneType) {
                continue;
            }
            any = true;
            Static value = kept.isEmpty()
                    ? Static.NIL
                    : kept.size() == 1 ? kept.getFirst() : Static.array(kept).orElse(Static.NIL);
            found.add(new Value(Attribute.of(scope, field.getKey()), value));
        }
        return any;
    }

    private static boolean isQueryable(Type type) {
        return type == Type.NIL
                || type == Type.STRING
                || type == Type.INT
                || type == Type.FLOAT
                || type == Type.BOOLEAN;
    }

    private static boolean matches(Condition condition, Static value) {
        if (value.isNil()) {
            return false;
        }
        return condition.operand().isNil()
                || elementType(condition.operand()) == value.type() && Predicates.keeps(condition, Optional.of(value));
    }

    private static Type elementType(Static operand) {
        return operand.elements().isEmpty()
                ? Type.NIL
                : operand.elements().getFirst().type();
    }
}
