package dev.plumbline.collector.source;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/** Whether one reader is to go on; it waits here, and others wake it here. */
final class Lifetime {
    private static final long FIRST_PAUSE_MILLIS = 100;
    private static final long LONGEST_PAUSE_MILLIS = 5_000;

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private volatile boolean wanted = true;
    private volatile long unwantedAt;
    private volatile boolean stopped;
    private long pauseMillis;
    private long wakes;

    /** Tells whether the container is a target. */
    boolean wanted() {
        return wanted;
    }

    boolean stopped() {
        return stopped;
    }

    /**
     * Learns that the container is a target.
     *
     * @return whether the reader still works
     */
    boolean want() {
        lock.lock();
        try {
            wanted = true;
            wakes++;
            changed.signalAll();
            return !stopped;
        } finally {
            lock.unlock();
        }
    }

    void unwant() {
        if (wanted) {
            unwantedAt = System.nanoTime();
        }
        wanted = false;
        wake();
    }

    /** Returns for how many nanoseconds the container has been no target. */
    long unwantedFor() {
        return wanted ? 0 : System.nanoTime() - unwantedAt;
    }

    /** Begins to count anew for how long the container has been no target. */
    void touch() {
        unwantedAt = System.nanoTime();
    }

    void stop() {
        lock.lock();
        try {
            stopped = true;
        } finally {
            lock.unlock();
        }
        wake();
    }

    /** Stops, unless the container has become a target in the meantime; returns whether it has stopped. */
    boolean stopUnlessWanted() {
        lock.lock();
        try {
            stopped |= !wanted;
            return stopped;
        } finally {
            lock.unlock();
        }
    }

    private void wake() {
        lock.lock();
        try {
            wakes++;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** Waits, unless somebody wakes it. */
    void await(long millis) {
        lock.lock();
        try {
            long seen = wakes;
            long nanos = TimeUnit.MILLISECONDS.toNanos(millis);
            while (!stopped && wakes == seen && nanos > 0) {
                nanos = changed.awaitNanos(nanos);
            }
        } catch (InterruptedException e) {
            stopped = true;
        } finally {
            lock.unlock();
        }
    }

    /** Waits, each time twice as long as before, up to five seconds. */
    void backOff() {
        pauseMillis = Math.clamp(pauseMillis * 2, FIRST_PAUSE_MILLIS, LONGEST_PAUSE_MILLIS);
        await(pauseMillis);
    }

    /** Learns that all goes well: the next pause is a short one. For the reader's thread, as {@link #backOff} is. */
    void goesWell() {
        pauseMillis = 0;
    }
}
