package dev.plumbline.embedded.prometheus.storage;

import dev.plumbline.embedded.prometheus.model.Labels;
import dev.plumbline.embedded.prometheus.model.Matcher;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The latest exemplars of all series; the oldest give way. */
public final class Exemplars {
    private final int capacity;
    private final ArrayDeque<Entry> entries = new ArrayDeque<>();
    private final Map<Labels, Exemplar> latest = new java.util.HashMap<>();

    private record Entry(Labels series, Exemplar exemplar) {}

    /** Returns an empty store; capacity 0 stores nothing. */
    public Exemplars(int capacity) {
        this.capacity = capacity;
    }

    /** Adds an exemplar; one that is the same as the last of its series, or older, is left out. */
    public synchronized void add(Labels series, Exemplar exemplar) {
        Exemplar last = latest.get(series);
        if (capacity == 0
                || last != null
                        && (last.time() > exemplar.time() || last.equals(exemplar) || sameTime(last, exemplar))) {
            return;
        }
        latest.put(series, exemplar);
        entries.addLast(new Entry(series, exemplar));
        if (entries.size() > capacity) {
            entries.removeFirst();
        }
    }

    private static boolean sameTime(Exemplar a, Exemplar b) {
        return a.time() == b.time() && a.value() >= b.value();
    }

    /** Finds exemplars between two times, both included, of series that fulfil one of the lists of matchers. */
    public synchronized Map<Labels, List<Exemplar>> select(List<List<Matcher>> selectors, long from, long to) {
        Map<Labels, List<Exemplar>> found = new TreeMap<>();
        for (Entry e : entries) {
            boolean wanted = selectors.stream().anyMatch(s -> s.stream().allMatch(m -> m.matches(e.series())));
            if (wanted && e.exemplar().time() >= from && e.exemplar().time() <= to) {
                found.computeIfAbsent(e.series(), s -> new ArrayList<>()).add(e.exemplar());
            }
        }
        return found;
    }

    /** Returns how many are stored. */
    public synchronized int size() {
        return entries.size();
    }
}
