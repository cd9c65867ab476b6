package dev.plumbline.embedded.gotemplate;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** What templates do with values: strings, whole numbers, numbers, booleans, times, lists, maps and nil. */
final class Values {
    private Values() {}

    static boolean truth(Object value) {
        return switch (value) {
            case Boolean b -> b;
            case String s -> !s.isEmpty();
            case Long l -> l != 0;
            case Double d -> d != 0;
            case List<?> l -> !l.isEmpty();
            case Map<?, ?> m -> !m.isEmpty();
            case Nil n -> false;
            default -> true;
        };
    }

    static String type(Object value) {
        return switch (value) {
            case Boolean b -> "bool";
            case String s -> "string";
            case Long l -> "int64";
            case Double d -> "float64";
            case List<?> l -> "[]interface {}";
            case Map<?, ?> m -> "map[string]interface {}";
            case GoTime t -> "time.Time";
            default -> "nil";
        };
    }

    /** A member of a map, or what a time's method returns. */
    static Object field(Object value, String name, List<Object> arguments) {
        if (value instanceof GoTime time) {
            return time.call(name, arguments);
        }
        if (!arguments.isEmpty()) {
            throw new IllegalArgumentException(name + " is not a method but has arguments");
        }
        return switch (value) {
            case Map<?, ?> map -> member(map, name);
            case Nil n -> n;
            default -> throw new IllegalArgumentException("can't evaluate field " + name + " in type " + type(value));
        };
    }

    private static Object member(Map<?, ?> map, String name) {
        Object found = map.get(name);
        if (found != null) {
            return found;
        }
        // maps of strings give the empty string, those of anything nil
        return map instanceof AnyMap ? Nil.NIL : "";
    }

    /** A map whose values may be anything, as JSON yields it. */
    static final class AnyMap extends java.util.AbstractMap<String, Object> {
        private final Map<String, Object> members;

        AnyMap(Map<String, Object> members) {
            this.members = new TreeMap<>(members);
        }

        @Override
        public java.util.Set<Map.Entry<String, Object>> entrySet() {
            return members.entrySet();
        }
    }

    static List<Map.Entry<Object, Object>> rounds(Object over) {
        List<Map.Entry<Object, Object>> rounds = new ArrayList<>();
        switch (over) {
            case List<?> list -> {
                for (int i = 0; i < list.size(); i++) {
                    rounds.add(Map.entry((long) i, list.get(i)));
                }
            }
            case Map<?, ?> map -> new TreeMap<>(map).forEach((k, v) -> rounds.add(Map.entry(k, v)));
            case Long n -> {
                for (long i = 0; i < n; i++) {
                    rounds.add(Map.entry(i, i));
                }
            }
            case Nil n -> {}
            default -> throw new IllegalArgumentException("range can't iterate over " + Printing.text(over));
        }
        return rounds;
    }

    static int length(Object value) throws TemplateException {
        return switch (value) {
            case String s -> s.getBytes(java.nio.charset.StandardCharsets.UTF_8).length;
            case List<?> l -> l.size();
            case Map<?, ?> m -> m.size();
            case Nil n -> throw new TemplateException("len of nil pointer");
            default -> throw new TemplateException("len of type " + type(value));
        };
    }
}
