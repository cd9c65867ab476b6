package dev.plumbline.collector.source;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Lets a few of those who are far behind read at a time, one after another: who reads takes memory, and few long pieces
 * cost less than many short ones. Who has little to read needs no turn.
 *
 * <p>A turn that takes long holds nobody up: the receiver of one reader may be stuck while that of another is not.
 */
final class Turns {
    /** How many pieces a reader reads while others wait. */
    private static final int PIECES = 4;

    private final int most;
    private final long longestNanos;
    private final ReentrantLock lock = new ReentrantLock();
    private final ArrayDeque<Turn> waiting = new ArrayDeque<>();
    private final Set<Turn> held = new HashSet<>();

    /** Lets so many read at a time, each of them for so long before others are let in beside it. */
    Turns(int most, Duration longest) {
        this.most = most;
        this.longestNanos = longest.toNanos();
    }

    /** Makes that of one reader, which does not have it yet. */
    Turn turn() {
        return new Turn();
    }

    /** What one reader has, or waits for. */
    final class Turn {
        private final Condition changed = lock.newCondition();
        private long since;
        private int pieces;
        private boolean stopped;

        /** Tells whether it is this reader's turn, for one piece more. */
        boolean goesOn() {
            lock.lock();
            try {
                return held.contains(this) && (waiting.isEmpty() || ++pieces < PIECES);
            } finally {
                lock.unlock();
            }
        }

        /** Waits until it is this reader's turn, behind those who wait already. */
        void begin() {
            lock.lock();
            try {
                held.remove(this);
                waiting.addLast(this);
                grant();
                await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            } finally {
                waiting.remove(this);
                lock.unlock();
            }
        }

        private void await() throws InterruptedException {
            while (!held.contains(this) && !stopped) {
                if (changed.awaitNanos(longestNanos) <= 0) {
                    expire();
                }
            }
        }

        /** Lets others have it. */
        void end() {
            lock.lock();
            try {
                if (held.remove(this)) {
                    grant();
                }
            } finally {
                lock.unlock();
            }
        }

        /** Has this reader wait no more, from another thread. */
        void stop() {
            lock.lock();
            try {
                stopped = true;
                changed.signal();
            } finally {
                lock.unlock();
            }
        }
    }

    private void grant() {
        while (held.size() < most && !waiting.isEmpty()) {
            Turn next = waiting.removeFirst();
            next.since = System.nanoTime();
            next.pieces = 0;
            held.add(next);
            next.changed.signal();
        }
    }

    /** Ends the turns that have taken too long. */
    private void expire() {
        long now = System.nanoTime();
        held.removeIf(turn -> now - turn.since >= longestNanos);
        grant();
    }
}
