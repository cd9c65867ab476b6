package dev.plumbline.collector.pipeline;

import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Real time, with one thread for late work that only starts when there is some. */
final class SystemTimer implements Timer {
    private static final Logger LOG = LoggerFactory.getLogger(SystemTimer.class);

    private final String name;
    private @Nullable ScheduledThreadPoolExecutor executor;
    private boolean closed;

    SystemTimer(String name) {
        this.name = name;
    }

    @Override
    public long nanos() {
        return System.nanoTime();
    }

    @Override
    public synchronized void after(long nanos, Runnable task) {
        if (closed) {
            return;
        }
        if (executor == null) {
            executor = new ScheduledThreadPoolExecutor(
                    1, Thread.ofPlatform().daemon().name(name).factory());
        }
        ScheduledFuture<?> unused = executor.schedule(() -> run(task), nanos, TimeUnit.NANOSECONDS);
    }

    private static void run(Runnable task) {
        try {
            task.run();
        } catch (RuntimeException e) {
            LOG.error("late work of a stage failed", e);
        }
    }

    @Override
    public synchronized void close() {
        closed = true;
        if (executor != null) {
            executor.shutdownNow();
        }
    }
}
