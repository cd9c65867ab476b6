package dev.plumbline.collector.runtime;

import java.util.LinkedHashSet;
import java.util.Set;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Tells, on a thread of its own, which components have exported something since it was told last. */
final class Propagation implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Propagation.class);

    private final Consumer<Set<String>> receiver;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition more = lock.newCondition();
    private final Set<String> exporters = new LinkedHashSet<>();
    private boolean closed;

    Propagation(Consumer<Set<String>> receiver) {
        this.receiver = receiver;
        Thread.ofPlatform().name("propagation").daemon().start(this::run);
    }

    void exported(String id) {
        lock.lock();
        try {
            exporters.add(id);
            more.signal();
        } finally {
            lock.unlock();
        }
    }

    private void run() {
        try {
            for (Set<String> next = next(); !next.isEmpty(); next = next()) {
                try {
                    receiver.accept(next);
                } catch (RuntimeException e) {
                    LOG.error("exports of {} were not handed on: {}", next, e.toString());
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Waits for exporters; empty once this was closed. */
    private Set<String> next() throws InterruptedException {
        lock.lock();
        try {
            while (exporters.isEmpty() && !closed) {
                more.await();
            }
            Set<String> next = closed ? Set.of() : new LinkedHashSet<>(exporters);
            exporters.clear();
            return next;
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void close() {
        lock.lock();
        try {
            closed = true;
            more.signal();
        } finally {
            lock.unlock();
        }
    }
}
