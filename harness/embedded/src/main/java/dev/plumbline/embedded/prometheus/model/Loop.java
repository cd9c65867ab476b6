package dev.plumbline.embedded.prometheus.model;

import java.time.Clock;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/** Does something at fixed distances of a clock's time, in a virtual thread of its own, until it is closed. */
public final class Loop implements AutoCloseable {
    /** How long a clock that does not go by itself may stay unobserved. */
    private static final long LONGEST_WAIT = 500;

    private final Clock clock;
    private final long interval;
    private final Task task;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final Thread thread;
    private boolean closed;

    /** What is done. */
    @FunctionalInterface
    public interface Task {
        /**
         * Does it once.
         *
         * @param due milliseconds at which it was due
         */
        void run(long due);
    }

    /**
     * Starts; the first time is due at once.
     *
     * @param name of the thread
     * @param clock tells the time
     * @param interval milliseconds
     * @param task what is done; it must not throw
     */
    public Loop(String name, Clock clock, long interval, Task task) {
        this.clock = clock;
        this.interval = interval;
        this.task = task;
        this.thread = Thread.ofVirtual().name(name).start(this::run);
    }

    private void run() {
        long due = clock.millis();
        while (await(due)) {
            task.run(due);
            long next = due + interval;
            due = next < clock.millis() - interval ? clock.millis() : next;
        }
    }

    private boolean await(long due) {
        lock.lock();
        try {
            while (!closed && clock.millis() < due) {
                long wait = Math.min(LONGEST_WAIT, due - clock.millis());
                changed.awaitNanos(TimeUnit.MILLISECONDS.toNanos(wait));
            }
            return !closed;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        } finally {
            lock.unlock();
        }
    }

    /** Ends it, interrupts what is being done and waits for its end. */
    @Override
    public void close() {
        lock.lock();
        try {
            closed = true;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
        try {
            if (!thread.equals(Thread.currentThread())) {
                thread.interrupt();
                thread.join();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
