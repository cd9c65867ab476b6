package dev.plumbline.wire;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/** Where bytes wait. Whoever waits goes on at once when the traffic changes. */
final class Gate {
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private Traffic traffic = new Traffic.Flowing();
    private long tolls;

    Traffic traffic() {
        lock.lock();
        try {
            return traffic;
        } finally {
            lock.unlock();
        }
    }

    void set(Traffic other) {
        lock.lock();
        try {
            traffic = other;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** Waits as long as the traffic is held. */
    Traffic awaitMovement() throws InterruptedException {
        lock.lock();
        try {
            if (traffic instanceof Traffic.Held) {
                tolls++;
            }
            while (traffic instanceof Traffic.Held) {
                changed.await();
            }
            return traffic;
        } finally {
            lock.unlock();
        }
    }

    /** Waits for a time, or until the traffic is another one. */
    void pause(Duration time) throws InterruptedException {
        lock.lock();
        try {
            Traffic before = traffic;
            long left = time.toNanos();
            if (left > 0) {
                tolls++;
            }
            while (left > 0 && traffic.equals(before)) {
                left = changed.awaitNanos(left);
            }
        } finally {
            lock.unlock();
        }
    }

    /** Returns how often somebody had to wait. */
    long tolls() {
        lock.lock();
        try {
            return tolls;
        } finally {
            lock.unlock();
        }
    }

    static Duration timeOf(long bytes, long bytesPerSecond) {
        return bytesPerSecond == 0
                ? Duration.ZERO
                : Duration.ofNanos(bytes * TimeUnit.SECONDS.toNanos(1) / bytesPerSecond);
    }
}
