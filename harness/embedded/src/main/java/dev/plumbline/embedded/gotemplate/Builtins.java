package dev.plumbline.embedded.gotemplate;

import dev.plumbline.embedded.gotemplate.Function.Kind;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The functions that every template has. */
final class Builtins {
    private Builtins() {}

    static Map<String, Function> all() {
        Map<String, Function> all = new HashMap<>();
        // these two do not look at what they need not: the executor knows them
        all.put("and", Function.variadic(a -> a.getLast(), Kind.ANY));
        all.put("or", Function.variadic(a -> a.getLast(), Kind.ANY));
        all.put("not", Function.of(a -> !Values.truth(a.getFirst()), Kind.ANY));
        all.put("len", Function.of(a -> (long) Values.length(a.getFirst()), Kind.ANY));
        all.put("index", Function.variadic(Builtins::index, Kind.ANY, Kind.ANY));
        all.put("slice", Function.variadic(Builtins::slice, Kind.ANY, Kind.ANY));
        all.put("print", Function.variadic(Printing::print, Kind.ANY));
        all.put("println", Function.variadic(Printing::println, Kind.ANY));
        all.put(
                "printf",
                Function.variadic(
                        a -> Printing.printf((String) a.getFirst(), a.subList(1, a.size())), Kind.STRING, Kind.ANY));
        all.put("html", Function.variadic(a -> html(Printing.print(a)), Kind.ANY));
        all.put("js", Function.variadic(a -> js(Printing.print(a)), Kind.ANY));
        all.put(
                "urlquery",
                Function.variadic(a -> URLEncoder.encode(Printing.print(a), StandardCharsets.UTF_8), Kind.ANY));
        all.put("call", Function.variadic(Builtins::call, Kind.ANY, Kind.ANY));
        all.put("eq", Function.variadic(Builtins::equal, Kind.ANY, Kind.ANY));
        all.put("ne", Function.of(a -> !same(a.get(0), a.get(1)), Kind.ANY, Kind.ANY));
        all.put("lt", Function.of(a -> order(a) < 0, Kind.ANY, Kind.ANY));
        all.put("le", Function.of(a -> order(a) <= 0, Kind.ANY, Kind.ANY));
        all.put("gt", Function.of(a -> order(a) > 0, Kind.ANY, Kind.ANY));
        all.put("ge", Function.of(a -> order(a) >= 0, Kind.ANY, Kind.ANY));
        return all;
    }

    private static Object call(List<Object> arguments) throws TemplateException {
        throw new TemplateException("non-function of type " + Values.type(arguments.getFirst()));
    }

    private static Object index(List<Object> arguments) throws TemplateException {
        Object value = arguments.getFirst();
        for (Object key : arguments.subList(1, arguments.size())) {
            value = member(value, key);
        }
        return value;
    }

    private static Object member(Object value, Object key) throws TemplateException {
        if (value instanceof Map<?, ?> map) {
            if (key instanceof String name) {
                return Values.field(map, name, List.of());
            }
            throw new TemplateException("value has type " + Values.type(key) + "; should be string");
        }
        if (value == Nil.NIL) {
            throw new TemplateException("index of nil pointer");
        }
        if (!(value instanceof List<?>) && !(value instanceof String)) {
            throw new TemplateException("can't index item of type " + Values.type(value));
        }
        if (!(key instanceof Long i)) {
            throw new TemplateException("cannot index slice/array with type " + Values.type(key));
        }
        if (value instanceof List<?> list) {
            return list.get(checked(i, list.size()));
        }
        byte[] bytes = ((String) value).getBytes(StandardCharsets.UTF_8);
        return (long) Byte.toUnsignedInt(bytes[checked(i, bytes.length)]);
    }

    private static int checked(long index, int size) throws TemplateException {
        if (index < 0 || index >= size) {
            throw new TemplateException("index out of range: " + index);
        }
        return (int) index;
    }

    private static Object slice(List<Object> arguments) throws TemplateException {
        Object value = arguments.getFirst();
        int size = Values.length(value);
        List<Integer> bounds = new ArrayList<>(List.of(0, size));
        for (int i = 1; i < Math.min(3, arguments.size()); i++) {
            if (!(arguments.get(i) instanceof Long n)) {
                throw new TemplateException("cannot index slice/array with type " + Values.type(arguments.get(i)));
            }
            if (n < 0 || n > size) {
                throw new TemplateException("index out of range: " + n);
            }
            bounds.set(i - 1, n.intValue());
        }
        if (bounds.get(0) > bounds.get(1)) {
            throw new TemplateException("invalid slice index: " + bounds.get(0) + " > " + bounds.get(1));
        }
        return switch (value) {
            case String s ->
                new String(
                        s.getBytes(StandardCharsets.UTF_8),
                        bounds.get(0),
                        bounds.get(1) - bounds.get(0),
                        StandardCharsets.UTF_8);
            case List<?> list -> list.subList(bounds.get(0), bounds.get(1));
            default -> throw new TemplateException("can't slice item of type " + Values.type(value));
        };
    }

    private static Object equal(List<Object> arguments) throws TemplateException {
        if (arguments.size() < 2) {
            throw new TemplateException("missing argument for comparison");
        }
        for (Object other : arguments.subList(1, arguments.size())) {
            if (same(arguments.getFirst(), other)) {
                return true;
            }
        }
        return false;
    }

    private static boolean same(Object a, Object b) throws TemplateException {
        if (a == Nil.NIL || b == Nil.NIL) {
            return a.equals(b);
        }
        if (a instanceof List<?> || a instanceof Map<?, ?>) {
            throw new TemplateException("non-comparable type " + Printing.text(a) + ": " + Values.type(a));
        }
        if (!a.getClass().equals(b.getClass())) {
            throw new TemplateException(incompatible(a, b));
        }
        return a.equals(b);
    }

    private static String incompatible(Object a, Object b) {
        return "incompatible types for comparison: " + Printing.goType(a) + " and " + Printing.goType(b);
    }

    private static int order(List<Object> arguments) throws TemplateException {
        Object a = arguments.get(0);
        Object b = arguments.get(1);
        if (a instanceof Long x && b instanceof Long y) {
            return Long.compare(x, y);
        }
        if (a instanceof Double x && b instanceof Double y) {
            return Double.compare(x, y);
        }
        if (a instanceof String x && b instanceof String y) {
            return x.compareTo(y);
        }
        throw new TemplateException(
                a.getClass().equals(b.getClass()) ? "invalid type for comparison" : incompatible(a, b));
    }

    private static String html(String s) {
        return s.replace("&", "&amp;")
                .replace("'", "&#39;")
                .replace("\"", "&#34;")
                .replace("<", "&lt;")
                .replace(">", "&gt;");
    }

    private static String js(String s) {
        StringBuilder out = new StringBuilder();
        s.codePoints().forEach(c -> {
            switch (c) {
                case '\\' -> out.append("\\\\");
                case '\'' -> out.append("\\'");
                case '"' -> out.append("\\\"");
                case '<', '>', '&', '=' -> out.append(String.format(java.util.Locale.ROOT, "\\u%04X", c));
                default -> {
                    if (c < ' ') {
                        out.append(String.format(java.util.Locale.ROOT, "\\u%04X", c));
                    } else {
                        out.appendCodePoint(c);
                    }
                }
            }
        });
        return out.toString();
    }
}
