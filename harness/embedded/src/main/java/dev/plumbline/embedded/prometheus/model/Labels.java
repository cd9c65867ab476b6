package dev.plumbline.embedded.prometheus.model;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;

/** An immutable label set, ordered by name, without empty values. */
public final class Labels implements Comparable<Labels> {
    /** The label that holds a metric's name. */
    public static final String NAME = "__name__";

    /** The set without labels. */
    public static final Labels EMPTY = new Labels(new String[0]);

    private static final List<String> METADATA = List.of(NAME, "__type__", "__unit__");

    private final String[] pairs;
    private final int hash;

    private Labels(String[] pairs) {
        this.pairs = pairs;
        this.hash = Arrays.hashCode(pairs);
    }

    /** Returns the set of these labels; those with an empty value do not count. */
    public static Labels of(Map<String, String> labels) {
        TreeMap<String, String> sorted = new TreeMap<>(labels);
        sorted.values().removeIf(String::isEmpty);
        String[] pairs = new String[sorted.size() * 2];
        int i = 0;
        for (Map.Entry<String, String> e : sorted.entrySet()) {
            pairs[i++] = e.getKey();
            pairs[i++] = e.getValue();
        }
        return pairs.length == 0 ? EMPTY : new Labels(pairs);
    }

    /** Returns the set of these names and values, in turn. */
    public static Labels of(String... namesAndValues) {
        Map<String, String> map = new LinkedHashMap<>();
        for (int i = 0; i < namesAndValues.length; i += 2) {
            map.put(namesAndValues[i], namesAndValues[i + 1]);
        }
        return of(map);
    }

    /** Returns the value of a label, empty if it is not there. */
    public String get(String name) {
        for (int i = 0; i < pairs.length; i += 2) {
            if (pairs[i].equals(name)) {
                return pairs[i + 1];
            }
        }
        return "";
    }

    /** Returns the metric's name, empty if it has none. */
    public String name() {
        return get(NAME);
    }

    /** Tells whether there are no labels. */
    public boolean isEmpty() {
        return pairs.length == 0;
    }

    /** Returns the label names in order. */
    public List<String> names() {
        List<String> names = new ArrayList<>();
        for (int i = 0; i < pairs.length; i += 2) {
            names.add(pairs[i]);
        }
        return names;
    }

    /** Returns this set with one label set to a value; an empty value removes it. */
    public Labels with(String name, String value) {
        Map<String, String> map = toMap();
        map.put(name, value);
        return of(map);
    }

    /** Returns this set without these labels. */
    public Labels without(Collection<String> names) {
        return filter(n -> !names.contains(n));
    }

    /** Returns this set without these labels and without the metric's name. */
    public Labels withoutAndName(Collection<String> names) {
        return filter(n -> !n.equals(NAME) && !names.contains(n));
    }

    /** Returns only these labels of this set. */
    public Labels only(Collection<String> names) {
        return filter(names::contains);
    }

    /** Returns this set without the metric's name and the other labels that only describe the metric. */
    public Labels dropName() {
        return filter(n -> !METADATA.contains(n));
    }

    private Labels filter(Predicate<String> keep) {
        String[] kept = new String[pairs.length];
        int n = 0;
        for (int i = 0; i < pairs.length; i += 2) {
            if (keep.test(pairs[i])) {
                kept[n++] = pairs[i];
                kept[n++] = pairs[i + 1];
            }
        }
        return n == pairs.length ? this : n == 0 ? EMPTY : new Labels(Arrays.copyOf(kept, n));
    }

    /** Returns the labels in order as a map of its own. */
    public Map<String, String> toMap() {
        Map<String, String> map = new LinkedHashMap<>();
        for (int i = 0; i < pairs.length; i += 2) {
            map.put(pairs[i], pairs[i + 1]);
        }
        return map;
    }

    @Override
    public int compareTo(Labels other) {
        int n = Math.min(pairs.length, other.pairs.length);
        for (int i = 0; i < n; i++) {
            int c = pairs[i].compareTo(other.pairs[i]);
            if (c != 0) {
                return c;
            }
        }
        return Integer.compare(pairs.length, other.pairs.length);
    }

    @Override
    public boolean equals(Object o) {
        return o instanceof Labels other && hash == other.hash && Arrays.equals(pairs, other.pairs);
    }

    @Override
    public int hashCode() {
        return hash;
    }

    /** Writes the set as Prometheus does in messages: {@code {a="b", c="d"}}. */
    @Override
    public String toString() {
        StringBuilder b = new StringBuilder("{");
        for (int i = 0; i < pairs.length; i += 2) {
            b.append(i == 0 ? "" : ", ")
                    .append(GoText.isLabelName(pairs[i]) ? pairs[i] : GoText.quote(pairs[i]))
                    .append('=')
                    .append(GoText.quote(pairs[i + 1]));
        }
        return b.append('}').toString();
    }
}
