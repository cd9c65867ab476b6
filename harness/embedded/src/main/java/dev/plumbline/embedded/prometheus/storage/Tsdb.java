package dev.plumbline.embedded.prometheus.storage;

import dev.plumbline.embedded.prometheus.model.Labels;
import dev.plumbline.embedded.prometheus.model.Matcher;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;

/** All series, in memory. */
public final class Tsdb {
    /** How far behind the newest sample a sample may be, as of a real head block of two hours. */
    private static final long WINDOW = 3_600_000;

    private final Map<Labels, Series> byLabels = new LinkedHashMap<>();
    private final Map<String, List<Series>> byName = new LinkedHashMap<>();
    private final Exemplars exemplars;
    private final long retention;
    private final AtomicLong appended = new AtomicLong();
    private long minTime = Long.MAX_VALUE;
    private long maxTime = Long.MIN_VALUE;

    /**
     * Returns an empty store.
     *
     * @param retention milliseconds after which samples are forgotten
     * @param exemplars where exemplars go
     */
    public Tsdb(long retention, Exemplars exemplars) {
        this.retention = retention;
        this.exemplars = exemplars;
    }

    /** Returns the exemplars. */
    public Exemplars exemplars() {
        return exemplars;
    }

    /** Appends a sample as it comes in while running: not older than an hour, not before its series' last one. */
    public synchronized Appended append(Labels labels, long time, double value) {
        if (maxTime != Long.MIN_VALUE && time < maxTime - WINDOW) {
            return Appended.OUT_OF_BOUNDS;
        }
        return load(labels, time, value);
    }

    /** Appends a sample of whatever age. */
    public synchronized Appended load(Labels labels, long time, double value) {
        Appended result = series(labels).append(time, value);
        if (result == Appended.STORED) {
            appended.incrementAndGet();
            minTime = Math.min(minTime, time);
            maxTime = Math.max(maxTime, time);
        }
        return result;
    }

    /** Notes that a series has a native histogram at a time. */
    public synchronized Appended appendHistogram(Labels labels, long time) {
        series(labels).markHistogram();
        return append(labels, time, 0);
    }

    private Series series(Labels labels) {
        return byLabels.computeIfAbsent(labels, l -> {
            Series created = new Series(l);
            byName.computeIfAbsent(l.name(), n -> new ArrayList<>()).add(created);
            return created;
        });
    }

    /** Finds the series that fulfil all matchers, in the order in which they came to be. */
    public synchronized List<Series> select(List<Matcher> matchers) {
        Iterable<Series> candidates = matchers.stream()
                .filter(m -> m.name().equals(Labels.NAME) && m.type() == Matcher.Type.EQUAL)
                .findFirst()
                .<Iterable<Series>>map(m -> byName.getOrDefault(m.value(), List.of()))
                .orElseGet(byLabels::values);
        List<Series> found = new ArrayList<>();
        for (Series s : candidates) {
            if (matchers.stream().allMatch(m -> m.matches(s.labels()))) {
                found.add(s);
            }
        }
        return found;
    }

    /** Collects label names or values over series that fulfil the matchers, if any data overlaps the time. */
    public synchronized Set<String> collect(
            List<Matcher> matchers, long from, long to, Function<Labels, Iterable<String>> of) {
        Set<String> found = new TreeSet<>();
        if (to >= minTime && from <= maxTime) {
            select(matchers).forEach(s -> of.apply(s.labels()).forEach(found::add));
        }
        return found;
    }

    /** Forgets samples that are older than the retention, and series that have none left. */
    public synchronized void truncate(long now) {
        long before = now - retention;
        if (minTime >= before) {
            return;
        }
        byLabels.values().removeIf(s -> !s.truncate(before));
        byName.values().forEach(list -> list.removeIf(s -> !byLabels.containsKey(s.labels())));
        byName.values().removeIf(List::isEmpty);
        minTime = before;
    }

    /** Returns how many series there are. */
    public synchronized int size() {
        return byLabels.size();
    }

    /** Returns all label sets. */
    public synchronized List<Labels> labelSets() {
        return List.copyOf(byLabels.keySet());
    }

    /** Returns the time of the oldest sample, the largest number if there is none. */
    public synchronized long minTime() {
        return minTime;
    }

    /** Returns the time of the newest sample, the smallest number if there is none. */
    public synchronized long maxTime() {
        return maxTime;
    }

    /** Returns how many samples were ever stored. */
    public long appendedTotal() {
        return appended.get();
    }
}
