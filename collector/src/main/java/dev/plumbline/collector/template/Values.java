package dev.plumbline.collector.template;

import dev.plumbline.collector.golang.GoFormat;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What holds for values of all types. */
final class Values {
    private Values() {}

    /** Tells whether a value counts as true: not nil, false, zero or empty. */
    static boolean truth(Object value) {
        return switch (value) {
            case Nil nil -> false;
            case Boolean bool -> bool;
            case Long number -> number != 0;
            case Int64 number -> number.value() != 0;
            case Double number -> number != 0;
            case String text -> !text.isEmpty();
            case List<?> list -> !list.isEmpty();
            case Map<?, ?> map -> !map.isEmpty();
            default -> true;
        };
    }

    /** Returns what an action prints. */
    static String printed(Object value) {
        return switch (value) {
            case String text -> text;
            case Nil nil -> nil.toString();
            default -> plain(value);
        };
    }

    /** Returns what {@code %v} prints. */
    static String plain(Object value) {
        return value instanceof String text ? text : format("%v", List.of(value));
    }

    static String format(String format, List<?> arguments) {
        return GoFormat.sprintf(format, arguments.stream().map(Values::bare).toList());
    }

    /** Joins as Go's Sprint does: a space between two values of which neither is a string. */
    static String sprint(List<Object> values) {
        StringBuilder out = new StringBuilder();
        for (int i = 0; i < values.size(); i++) {
            boolean apart = i > 0 && !(values.get(i) instanceof String) && !(values.get(i - 1) instanceof String);
            out.append(apart ? " " : "").append(values.get(i) == Nil.NIL ? "<nil>" : plain(values.get(i)));
        }
        return out.toString();
    }

    /** Turns a value into what the formatter knows. */
    private static @Nullable Object bare(@Nullable Object value) {
        return switch (value) {
            case Int64 number -> number.value();
            case Nil nil -> null;
            case List<?> list -> {
                List<@Nullable Object> bare = new ArrayList<>();
                list.forEach(element -> bare.add(bare(element)));
                yield bare;
            }
            case Map<?, ?> map -> {
                Map<Object, @Nullable Object> bare = new LinkedHashMap<>();
                map.forEach((key, element) -> bare.put(key, bare(element)));
                yield bare;
            }
            case null -> null;
            default -> value;
        };
    }

    static String type(Object value) {
        return switch (value) {
            case Nil nil -> "<nil>";
            case Boolean bool -> "bool";
            case Long number -> "int";
            case Int64 number -> "int64";
            case Double number -> "float64";
            case String text -> "string";
            case List<?> list -> "[]interface {}";
            case Map<?, ?> map -> "map[string]interface {}";
            default -> value.getClass().getSimpleName();
        };
    }

    static String kind(Object value) {
        return switch (value) {
            case Nil nil -> "invalid";
            case List<?> list -> "slice";
            case Map<?, ?> map -> "map";
            default -> type(value);
        };
    }

    /** Makes a list of what is not null. */
    static List<Object> list(Object... values) {
        return new ArrayList<>(Arrays.asList(values));
    }
}
