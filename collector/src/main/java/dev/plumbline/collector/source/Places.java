package dev.plumbline.collector.source;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Consumer;

/**
 * Lets few in at a time, in the order in which they came, and others in beside those that stay too long.
 *
 * <p>For one thread at a time: whoever owns it sees to that.
 */
final class Places<T> {
    private final int most;
    private final long longestNanos;
    private final Consumer<T> told;
    private final Deque<T> waiting = new ArrayDeque<>();
    private final Map<T, Long> since = new LinkedHashMap<>();

    /** Lets so many in at a time, each for so long before it no longer counts; {@code told} learns who is let in. */
    Places(int most, Duration longest, Consumer<T> told) {
        this.most = most;
        this.longestNanos = longest.toNanos();
        this.told = told;
    }

    /** Has somebody wait behind those who wait already, and lets in whom there is room for. */
    void queue(T who) {
        since.remove(who);
        waiting.addLast(who);
        grant();
    }

    /** Learns that somebody needs the place no more, which may not count any more either. */
    void leave(T who) {
        if (since.remove(who) != null) {
            grant();
        }
    }

    /** Has somebody wait no more; tells whether it did. */
    boolean withdraw(T who) {
        return waiting.remove(who);
    }

    /** Lets others in beside those that have stayed too long. */
    void expire() {
        long now = System.nanoTime();
        since.values().removeIf(began -> now - began >= longestNanos);
        grant();
    }

    boolean has(T who) {
        return since.containsKey(who);
    }

    boolean anyWaiting() {
        return !waiting.isEmpty();
    }

    private void grant() {
        while (since.size() < most && !waiting.isEmpty()) {
            T next = waiting.removeFirst();
            since.put(next, System.nanoTime());
            told.accept(next);
        }
    }
}
