package dev.plumbline.collector.template;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Sprig's functions on dictionaries. */
final class SprigMaps {
    private SprigMaps() {}

    static void addTo(Map<String, Function> all) {
        Functions.variadic(all, "dict", "a", SprigMaps::dict);
        Functions.add(all, "get", "ms", c -> c.map(0).getOrDefault(c.text(1), ""));
        Functions.add(all, "set", "msa", c -> {
            changeable(c).put(c.text(1), c.value(2));
            return c.value(0);
        });
        Functions.add(all, "unset", "ms", c -> {
            changeable(c).remove(c.text(1));
            return c.value(0);
        });
        Functions.add(all, "hasKey", "ms", c -> c.map(0).containsKey(c.text(1)));
        Functions.variadic(all, "pluck", "sm", SprigMaps::pluck);
        Functions.variadic(all, "keys", "m", SprigMaps::keys);
        Functions.add(all, "values", "m", c -> new ArrayList<>(new TreeMap<>(c.map(0)).values()));
        Functions.variadic(all, "pick", "ms", c -> filtered(c, true));
        Functions.variadic(all, "omit", "ms", c -> filtered(c, false));
        for (String name : new String[] {"merge", "mustMerge"}) {
            Functions.variadic(all, name, "mm", c -> merged(c, false));
        }
        for (String name : new String[] {"mergeOverwrite", "mustMergeOverwrite"}) {
            Functions.variadic(all, name, "mm", c -> merged(c, true));
        }
        Functions.variadic(all, "dig", "a", SprigMaps::dig);
    }

    private static Object dict(Call call) {
        Map<String, Object> dict = new HashMap<>();
        for (int i = 0; i < call.size(); i += 2) {
            dict.put(SprigText.string(call.value(i)), i + 1 < call.size() ? call.value(i + 1) : "");
        }
        return dict;
    }

    /** The data of a template are shared by its stages and stay as they are. */
    private static Map<String, Object> changeable(Call call) throws TemplateException {
        if (call.map(0) instanceof HashMap<String, Object> map) {
            return map;
        }
        throw new TemplateException("the data of a template cannot be changed");
    }

    private static Object pluck(Call call) {
        List<Object> found = new ArrayList<>();
        for (int i = 1; i < call.size(); i++) {
            Object value = call.map(i).get(call.text(0));
            if (value != null) {
                found.add(value);
            }
        }
        return found;
    }

    private static Object keys(Call call) {
        List<String> keys = new ArrayList<>();
        for (int i = 0; i < call.size(); i++) {
            keys.addAll(new TreeMap<>(call.map(i)).keySet());
        }
        return keys;
    }

    private static Object filtered(Call call, boolean named) {
        Map<String, Object> kept = new HashMap<>();
        call.map(0).forEach((name, value) -> {
            if (call.from(1).contains(name) == named) {
                kept.put(name, value);
            }
        });
        return kept;
    }

    private static Object merged(Call call, boolean overwrite) throws TemplateException {
        Map<String, Object> merged = changeable(call);
        for (int i = 1; i < call.size(); i++) {
            merge(merged, call.map(i), overwrite);
        }
        return merged;
    }

    @SuppressWarnings("unchecked")
    private static void merge(Map<String, Object> into, Map<String, Object> from, boolean overwrite) {
        from.forEach((name, value) -> {
            Object before = into.get(name);
            if (before instanceof HashMap<?, ?> inner && value instanceof Map<?, ?> other) {
                merge((Map<String, Object>) inner, (Map<String, Object>) other, overwrite);
            } else if (before == null || !Values.truth(before) || overwrite && Values.truth(value)) {
                into.put(name, value);
            }
        });
    }

    private static Object dig(Call call) throws TemplateException {
        if (call.size() < 3) {
            throw new TemplateException("dig needs at least three arguments");
        }
        Object at = call.value(call.size() - 1);
        for (int i = 0; i < call.size() - 2; i++) {
            if (!(at instanceof Map<?, ?> map) || !(call.value(i) instanceof String name)) {
                throw new TemplateException("dig: expected dictionaries and names");
            }
            Object found = map.get(name);
            if (found == null) {
                return call.value(call.size() - 2);
            }
            at = found;
        }
        return at;
    }
}
