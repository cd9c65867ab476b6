package dev.plumbline.collector.entry;

import java.util.Collections;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** A label set, sorted by name, immutable. Sources make one for a container and stream, not one for each line. */
public final class Labels {
    /** 2^32 divided by the golden ratio: spreads what differs little. */
    private static final int GOLDEN = 0x9E3779B1;

    private final SortedMap<String, String> byName;
    private final int hash;

    private Labels(SortedMap<String, String> byName) {
        this.byName = Collections.unmodifiableSortedMap(byName);
        this.hash = hash(byName);
    }

    /** Unlike the hash of a map, it tells sets apart that carry one value under two names, as those of containers do. */
    private static int hash(SortedMap<String, String> byName) {
        int hash = byName.size();
        for (Map.Entry<String, String> pair : byName.entrySet()) {
            hash = mix(mix(hash, pair.getKey()), pair.getValue());
        }
        return hash;
    }

    private static int mix(int hash, String text) {
        return (Integer.rotateLeft(hash, 5) ^ text.hashCode()) * GOLDEN;
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
