package dev.plumbline.collector.entry;

import java.util.Collections;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** A label set, sorted by name, immutable. Sources make one for a container and stream, not one for each line. */
public final class Labels {
    private final SortedMap<String, String> byName;
    private final int hash;

    private Labels(SortedMap<String, String> byName) {
        this.byName = Collections.unmodifiableSortedMap(byName);
        this.hash = byName.hashCode();
    }

    /** Makes a label set of all pairs, also those with an empty value and with names that begin with {@code __}. */
    public static Labels of(Map<String, String> pairs) {
        return new Labels(new TreeMap<>(pairs));
    }

    public SortedMap<String, String> byName() {
        return byName;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Labels l && l.hash == hash && l.byName.equals(byName);
    }

    @Override
    public int hashCode() {
        return hash;
    }

    @Override
    public String toString() {
        return byName.toString();
    }
}
