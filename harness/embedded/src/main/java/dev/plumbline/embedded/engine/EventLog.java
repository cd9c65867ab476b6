package dev.plumbline.embedded.engine;

import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/** What has happened: the last 256 events, as the engine keeps them, and the wait for the next. */
final class EventLog {
    private static final int RING = 256;

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition more = lock.newCondition();
    private final Deque<Event> ring = new ArrayDeque<>();
    private long count;
    private boolean closed;

    /**
     * One event.
     *
     * @param number counts from 1
     * @param subject id of the container or network
     */
    record Event(
            long number, String type, String action, String subject, Map<String, String> attributes, Instant time) {
        Map<String, Object> json() {
            Map<String, Object> json = new LinkedHashMap<>();
            if (type.equals("container")) {
                json.put("status", action);
                json.put("id", subject);
                json.put("from", attributes.getOrDefault("image", ""));
            }
            json.put("Type", type);
            json.put("Action", action);
            json.put("Actor", Map.of("ID", subject, "Attributes", attributes));
            json.put("scope", "local");
            json.put("time", time.getEpochSecond());
            json.put(
                    "timeNano",
                    Math.addExact(Math.multiplyExact(time.getEpochSecond(), 1_000_000_000L), time.getNano()));
            return json;
        }
    }

    void add(String type, String action, String subject, Map<String, String> attributes, Instant time) {
        lock.lock();
        try {
            ring.addLast(new Event(++count, type, action, subject, Map.copyOf(attributes), time));
            if (ring.size() > RING) {
                ring.removeFirst();
            }
            more.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** Returns the number of the last event so far. */
    long last() {
        lock.lock();
        try {
            return count;
        } finally {
            lock.unlock();
        }
    }

    /** Returns what is kept from a time on. */
    List<Event> since(Instant time) {
        lock.lock();
        try {
            return ring.stream().filter(e -> !e.time().isBefore(time)).toList();
        } finally {
            lock.unlock();
        }
    }

    /** Waits for events after that number, at most a second; empty once this was closed. */
    Optional<List<Event>> after(long number) throws InterruptedException {
        lock.lock();
        try {
            long left = TimeUnit.SECONDS.toNanos(1);
            while (count <= number && !closed && left > 0) {
                left = more.awaitNanos(left);
            }
            List<Event> found = new ArrayList<>();
            ring.forEach(e -> {
                if (e.number() > number) {
                    found.add(e);
                }
            });
            return closed ? Optional.empty() : Optional.of(found);
        } finally {
            lock.unlock();
        }
    }

    void close() {
        lock.lock();
        try {
            closed = true;
            more.signalAll();
        } finally {
            lock.unlock();
        }
    }
}
