package dev.plumbline.collector.source;

import java.time.Duration;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Lets a few of those who are far behind read at a time, one after another: who reads takes memory, and few long pieces
 * cost less than many short ones. Who has little to read needs no turn.
 *
 * <p>A turn that takes long holds nobody up: the receiver of one reader may be stuck while that of another is not.
 */
final class Turns {
    /** How many bytes a reader reads while others wait, give or take the last piece. */
    static final int BYTES = 1 << 20;

    private final long longestNanos;
    private final ReentrantLock lock = new ReentrantLock();
    private final Places<Turn> places;

    /** Lets so many read at a time, each of them for so long before others are let in beside it. */
    Turns(int most, Duration longest) {
        this.longestNanos = longest.toNanos();
        this.places = new Places<>(most, longest, Turn::granted);
    }

    /** Makes that of one reader, which does not have it yet. */
    Turn turn() {
        return new Turn();
    }

    /** What one reader has, or waits for. */
    final class Turn {
        private final Condition changed = lock.newCondition();
        private int bytes;
        private boolean stopped;

        /** Tells whether it is this reader's turn for one piece more, after it has read so many bytes. */
        boolean goesOn(int read) {
            lock.lock();
            try {
                return places.has(this) && (!places.anyWaiting() || (bytes += read) < BYTES);
            } finally {
                lock.unlock();
            }
        }

        /** Waits until it is this reader's turn, behind those who wait already. */
        void begin() {
            lock.lock();
            try {
                places.queue(this);
                await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            } finally {
                places.withdraw(this);
                lock.unlock();
            }
        }

        private void await() throws InterruptedException {
            while (!places.has(this) && !stopped) {
                if (changed.awaitNanos(longestNanos) <= 0) {
                    places.expire();
                }
            }
        }

        /** Lets others have it. */
        void end() {
            lock.lock();
            try {
                places.leave(this);
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

        private void granted() {
            bytes = 0;
            changed.signal();
        }
    }
}
