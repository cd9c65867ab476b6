package dev.plumbline.collector.template;

import dev.plumbline.collector.golang.GoText;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Sprig's functions on lists, and those that make lists of strings. */
final class SprigLists {
    private SprigLists() {}

    static void addTo(Map<String, Function> all) {
        Functions.variadic(all, "list", "a", c -> new ArrayList<>(c.arguments()));
        Functions.variadic(all, "tuple", "a", c -> new ArrayList<>(c.arguments()));
        both(all, "first", "a", c -> c.list(0).isEmpty() ? Nil.NIL : c.list(0).getFirst());
        both(all, "last", "a", c -> c.list(0).isEmpty() ? Nil.NIL : c.list(0).getLast());
        both(all, "rest", "a", c -> part(c.list(0), 1, 0));
        both(all, "initial", "a", c -> part(c.list(0), 0, 1));
        both(all, "append", "aa", c -> joined(c.list(0), List.of(c.value(1))));
        both(all, "push", "aa", c -> joined(c.list(0), List.of(c.value(1))));
        both(all, "prepend", "aa", c -> joined(List.of(c.value(1)), c.list(0)));
        both(all, "reverse", "a", c -> new ArrayList<>(c.list(0).reversed()));
        both(all, "uniq", "a", c -> new ArrayList<>(new java.util.LinkedHashSet<>(c.list(0))));
        both(all, "compact", "a", c -> c.list(0).stream().filter(Values::truth).toList());
        both(all, "has", "aa", c -> c.value(1) != Nil.NIL && c.list(1).contains(c.value(0)));
        bothVariadic(
                all,
                "without",
                "aa",
                c -> c.list(0).stream().filter(e -> !c.from(1).contains(e)).toList());
        bothVariadic(all, "slice", "aa", SprigLists::slice);
        both(all, "chunk", "ia", SprigLists::chunks);
        Functions.variadic(all, "concat", "a", SprigLists::concat);
        Functions.add(all, "join", "sa", c -> String.join(c.text(0), strings(c.value(1))));
        Functions.add(all, "toStrings", "a", c -> strings(c.value(0)));
        Functions.add(all, "sortAlpha", "a", c -> sorted(strings(c.value(0))));
        Functions.add(all, "split", "ss", c -> numbered(GoText.split(c.text(1), c.text(0), -1)));
        Functions.add(all, "splitn", "sis", c -> numbered(GoText.split(c.text(2), c.text(0), c.count(1))));
        Functions.add(all, "splitList", "ss", c -> GoText.split(c.text(1), c.text(0), -1));
    }

    private static void both(Map<String, Function> all, String name, String kinds, Function.Body body) {
        Functions.add(all, name, kinds, body);
        Functions.add(all, must(name), kinds, body);
    }

    private static void bothVariadic(Map<String, Function> all, String name, String kinds, Function.Body body) {
        // the builtin slice gives way to Sprig's
        Functions.variadic(all, name, kinds, body);
        Functions.variadic(all, must(name), kinds, body);
    }

    private static String must(String name) {
        return "must" + Character.toUpperCase(name.charAt(0)) + name.substring(1);
    }

    private static List<Object> part(List<Object> list, int left, int right) {
        return list.isEmpty() ? List.of() : List.copyOf(list.subList(left, list.size() - right));
    }

    private static List<Object> joined(List<Object> first, List<Object> second) {
        List<Object> joined = new ArrayList<>(first);
        joined.addAll(second);
        return joined;
    }

    private static Object slice(Call call) throws TemplateException {
        List<Object> list = call.list(0);
        if (list.isEmpty()) {
            return Nil.NIL;
        }
        long start = call.size() > 1 ? SprigNumbers.whole(call.value(1)) : 0;
        long end = call.size() > 2 ? SprigNumbers.whole(call.value(2)) : list.size();
        if (start < 0 || end > list.size() || start > end) {
            throw new TemplateException("slice index out of bounds");
        }
        return List.copyOf(list.subList((int) start, (int) end));
    }

    private static Object chunks(Call call) throws TemplateException {
        List<Object> list = call.list(1);
        int size = call.count(0);
        if (size <= 0) {
            throw new TemplateException("chunk: the size must be greater than 0");
        }
        List<Object> chunks = new ArrayList<>();
        for (int from = 0; from < list.size(); from += size) {
            chunks.add(List.copyOf(list.subList(from, Math.min(list.size(), from + size))));
        }
        return chunks;
    }

    private static Object concat(Call call) throws TemplateException {
        List<Object> all = new ArrayList<>();
        for (int i = 0; i < call.size(); i++) {
            all.addAll(call.list(i));
        }
        return all;
    }

    static List<String> strings(Object value) {
        List<String> strings = new ArrayList<>();
        if (value instanceof List<?> list) {
            for (Object element : list) {
                if (element != Nil.NIL) {
                    strings.add(SprigText.string(element));
                }
            }
        } else if (value != Nil.NIL) {
            strings.add(SprigText.string(value));
        }
        return strings;
    }

    private static List<String> sorted(List<String> strings) {
        List<String> sorted = new ArrayList<>(strings);
        Collections.sort(sorted);
        return sorted;
    }

    private static Map<String, Object> numbered(List<String> parts) {
        Map<String, Object> numbered = new LinkedHashMap<>();
        for (String part : parts) {
            numbered.put("_" + numbered.size(), part);
        }
        return numbered;
    }
}
