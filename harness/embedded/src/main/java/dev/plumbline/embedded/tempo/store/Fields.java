package dev.plumbline.embedded.tempo.store;

import dev.plumbline.embedded.tempo.traceql.Static;
import dev.plumbline.embedded.tempo.traceql.Type;
import io.opentelemetry.proto.common.v1.AnyValue;
import io.opentelemetry.proto.common.v1.KeyValue;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * Attributes of one thing, in the two ways in which Tempo's blocks keep them; queries behave a little differently for
 * each.
 *
 * @param columns attributes with a column of their own
 * @param generic all others; nil for a value that cannot be queried, such as bytes
 */
public record Fields(Map<String, Static> columns, Map<String, Static> generic) {
    /** No attributes. */
    public static final Fields NONE = new Fields(Map.of(), Map.of());

    static Fields of(List<KeyValue> attributes, Map<String, Type> columnTypes) {
        Map<String, Static> columns = new LinkedHashMap<>();
        Map<String, Static> generic = new LinkedHashMap<>();
        for (KeyValue attribute : attributes) {
            Static value = value(attribute.getValue());
            boolean column = value.type() == columnTypes.get(attribute.getKey());
            (column ? columns : generic).put(attribute.getKey(), value);
        }
        return new Fields(columns, generic);
    }

    /** Returns these with a value for a column that is never empty. */
    Fields withColumn(String column, Static otherwise) {
        Map<String, Static> all = new LinkedHashMap<>(columns);
        all.putIfAbsent(column, otherwise);
        return new Fields(all, generic);
    }

    /** Returns the first attribute value under a key, wherever it is kept. */
    public Optional<Static> value(String key) {
        return Optional.ofNullable(columns.get(key)).or(() -> Optional.ofNullable(generic.get(key)));
    }

    private static Static value(AnyValue value) {
        return switch (value.getValueCase()) {
            case STRING_VALUE -> Static.of(value.getStringValue());
            case INT_VALUE -> Static.of(value.getIntValue());
            case DOUBLE_VALUE -> Static.of(value.getDoubleValue());
            case BOOL_VALUE -> Static.of(value.getBoolValue());
            case ARRAY_VALUE -> array(value.getArrayValue().getValuesList());
            default -> Static.NIL;
        };
    }

    private static Static array(List<AnyValue> values) {
        List<Static> elements = values.stream().map(Fields::value).toList();
        if (elements.stream()
                .anyMatch(Predicate.not(e -> e.type() == elements.getFirst().type()))) {
            return Static.NIL;
        }
        return elements.size() == 1 && !elements.getFirst().isNil()
                ? elements.getFirst()
                : Static.array(elements).orElse(Static.NIL);
    }
}
