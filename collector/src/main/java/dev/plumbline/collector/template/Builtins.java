package dev.plumbline.collector.template;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** The functions of the template language itself. */
final class Builtins {
    private Builtins() {}

    static void addTo(Map<String, Function> all) {
        Functions.variadic(all, "and", "aa", c -> c.value(0));
        Functions.variadic(all, "or", "aa", c -> c.value(0));
        Functions.add(all, "not", "a", c -> !Values.truth(c.value(0)));
        Functions.add(all, "len", "a", c -> length(c.value(0)));
        Functions.variadic(all, "index", "aa", Builtins::index);
        Functions.variadic(all, "slice", "aa", Builtins::slice);
        Functions.variadic(all, "print", "a", c -> Values.sprint(c.arguments()));
        Functions.variadic(all, "println", "a", c -> line(c.arguments()));
        Functions.variadic(all, "printf", "sa", c -> Values.format(c.text(0), c.from(1)));
        Functions.variadic(all, "html", "a", c -> html(joined(c.arguments())));
        Functions.variadic(all, "js", "a", c -> js(joined(c.arguments())));
        Functions.variadic(
                all,
                "urlquery",
                "a",
                c -> URLEncoder.encode(joined(c.arguments()), StandardCharsets.UTF_8)
                        .replace("*", "%2A")
                        .replace("%7E", "~"));
        Functions.variadic(all, "eq", "aa", Builtins::equal);
        Functions.add(all, "ne", "aa", c -> !Comparing.equal(c.value(0), c.value(1)));
        Functions.add(all, "lt", "aa", c -> Comparing.compare(c.value(0), c.value(1)) < 0);
        Functions.add(all, "le", "aa", c -> Comparing.compare(c.value(0), c.value(1)) <= 0);
        Functions.add(all, "gt", "aa", c -> Comparing.compare(c.value(0), c.value(1)) > 0);
        Functions.add(all, "ge", "aa", c -> Comparing.compare(c.value(0), c.value(1)) >= 0);
    }

    private static Object equal(Call call) throws TemplateException {
        if (call.size() < 2) {
            throw new TemplateException("missing argument for comparison");
        }
        for (Object other : call.from(1)) {
            if (Comparing.equal(call.value(0), other)) {
                return true;
            }
        }
        return false;
    }

    private static Object length(Object value) throws TemplateException {
        return switch (value) {
            case String text -> (long) text.getBytes(StandardCharsets.UTF_8).length;
            case List<?> list -> (long) list.size();
            case Map<?, ?> map -> (long) map.size();
            default -> throw new TemplateException("len of type " + Values.type(value));
        };
    }

    private static Object index(Call call) throws TemplateException {
        Object value = call.value(0);
        for (Object key : call.from(1)) {
            if (value instanceof Map<?, ?> map && key instanceof String name) {
                Object found = map.get(name);
                value = found == null ? Nil.NIL : found;
            } else if (value instanceof List<?> list) {
                value = list.get(position(key, list.size() - 1L));
            } else if (value instanceof String text) {
                byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
                value = (long) (bytes[position(key, bytes.length - 1L)] & 0xff);
            } else {
                throw new TemplateException("can't index item of type " + Values.type(value));
            }
        }
        return value;
    }

    private static int position(Object key, long most) throws TemplateException {
        long at = switch (key) {
            case Long number -> number;
            case Int64 number -> number.value();
            default -> throw new TemplateException("cannot index slice/array with type " + Values.type(key));
        };
        if (at < 0 || at > most) {
            throw new TemplateException("index out of range: " + at);
        }
        return (int) at;
    }

    private static Object slice(Call call) throws TemplateException {
        Object value = call.value(0);
        if (value instanceof String text) {
            byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
            int end = call.size() > 2 ? position(call.value(2), bytes.length) : bytes.length;
            int start = call.size() > 1 ? position(call.value(1), end) : 0;
            return new String(bytes, start, end - start, StandardCharsets.UTF_8);
        }
        List<Object> list = call.list(0);
        int end = call.size() > 2 ? position(call.value(2), list.size()) : list.size();
        int start = call.size() > 1 ? position(call.value(1), end) : 0;
        return List.copyOf(list.subList(start, end));
    }

    private static String line(List<Object> values) {
        StringBuilder out = new StringBuilder();
        for (Object value : values) {
            out.append(out.isEmpty() ? "" : " ").append(value == Nil.NIL ? "<nil>" : Values.plain(value));
        }
        return out.append('\n').toString();
    }

    private static String joined(List<Object> values) {
        return values.size() == 1 && values.getFirst() instanceof String text ? text : Values.sprint(values);
    }

    private static String html(String text) {
        return text.replace("&", "&amp;")
                .replace("\"", "&#34;")
                .replace("'", "&#39;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\0", "\uFFFD");
    }

    private static String js(String text) {
        StringBuilder out = new StringBuilder();
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            switch (c) {
                case '\\', '\'', '"' -> out.append('\\').append(c);
                case '<', '>', '&', '=' -> out.append(String.format(Locale.ROOT, "\\u%04X", (int) c));
                default -> out.append(c < ' ' ? String.format(Locale.ROOT, "\\u%04X", (int) c) : String.valueOf(c));
            }
        }
        return out.toString();
    }
}
