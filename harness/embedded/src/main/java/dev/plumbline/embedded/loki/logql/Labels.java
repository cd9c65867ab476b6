package dev.plumbline.embedded.loki.logql;

import dev.plumbline.embedded.gotemplate.GoStrings;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.BiConsumer;

/** Label names and values, sorted by name; a label with an empty value is one that is not there. */
public final class Labels implements Comparable<Labels> {
    /** No labels. */
    public static final Labels EMPTY = new Labels(new String[0]);

    private final String[] pairs;
    private final int hash;

    private Labels(String[] pairs) {
        this.pairs = pairs;
        this.hash = Arrays.hashCode(pairs);
    }

    /** Returns the labels of a map, without empty values. */
    public static Labels of(Map<String, String> map) {
        TreeMap<String, String> sorted = new TreeMap<>(map);
        sorted.values().removeIf(String::isEmpty);
        return sortedOf(sorted);
    }

    /** Returns a single label without a value, where a name alone is to stand among labels. */
    public static Labels named(String name) {
        return keepingEmpty(Map.of(name, ""));
    }

    /** Returns the labels of a map, empty values kept: log entries may carry them. */
    static Labels keepingEmpty(Map<String, String> map) {
        return sortedOf(new TreeMap<>(map));
    }

    private static Labels sortedOf(Map<String, String> sorted) {
        if (sorted.isEmpty()) {
            return EMPTY;
        }
        String[] pairs = new String[sorted.size() * 2];
        int i = 0;
        for (Map.Entry<String, String> e : sorted.entrySet()) {
            pairs[i++] = e.getKey();
            pairs[i++] = e.getValue();
        }
        return new Labels(pairs);
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

    /** Tells whether a label is there. */
    public boolean has(String name) {
        for (int i = 0; i < pairs.length; i += 2) {
            if (pairs[i].equals(name)) {
                return true;
            }
        }
        return false;
    }

    /** Returns how many labels there are. */
    public int size() {
        return pairs.length / 2;
    }

    /** Hands every label over, sorted by name. */
    public void forEach(BiConsumer<String, String> consumer) {
        for (int i = 0; i < pairs.length; i += 2) {
            consumer.accept(pairs[i], pairs[i + 1]);
        }
    }

    /** Returns a map of its own, sorted by name. */
    public Map<String, String> toMap() {
        Map<String, String> map = new LinkedHashMap<>();
        forEach(map::put);
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
    public boolean equals(Object other) {
        return other instanceof Labels labels && hash == labels.hash && Arrays.equals(pairs, labels.pairs);
    }

    @Override
    public int hashCode() {
        return hash;
    }

    /** Writes them as Prometheus does: <code>{a="b", c="d"}</code>. */
    @Override
    public String toString() {
        StringBuilder out = new StringBuilder("{");
        forEach((name, value) -> {
            if (out.length() > 1) {
                out.append(", ");
            }
            out.append(name).append('=').append(GoStrings.quote(value));
        });
        return out.append('}').toString();
    }
}
