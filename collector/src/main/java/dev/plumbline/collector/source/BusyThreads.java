package dev.plumbline.collector.source;

import java.io.IOException;
import java.util.Objects;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import java.util.concurrent.Semaphore;

/**
 * Threads of the system for the few streams that bring the most. There a wait for data ends with one thread that wakes,
 * while each wait of a virtual one takes three; but the stack of such a thread stays in memory, so there are few.
 */
final class BusyThreads {
    private final Semaphore free;

    /** Lets so many work at a time. */
    BusyThreads(int most) {
        free = new Semaphore(most);
    }

    /** What a reader has done elsewhere, while its own thread waits. */
    interface Work {
        /** Works; returns whether there is more to do. */
        boolean run() throws IOException;
    }

    /**
     * Has something done, and waits for its end; an interrupt is passed on.
     *
     * @return what the work returned; true, with nothing done, where as many work already as may
     */
    boolean run(Work work) throws IOException {
        if (!free.tryAcquire()) {
            return true;
        }
        FutureTask<Boolean> task = new FutureTask<>(work::run);
        Thread worker = Thread.ofPlatform()
                .daemon()
                .name(Thread.currentThread().getName())
                .unstarted(task);
        try {
            worker.start();
            return await(task, worker);
        } finally {
            free.release();
        }
    }

    private static boolean await(Future<Boolean> result, Thread worker) throws IOException {
        boolean interrupted = false;
        try {
            while (true) {
                try {
                    return result.get();
                } catch (InterruptedException e) {
                    interrupted = true;
                    worker.interrupt();
                }
            }
        } catch (ExecutionException e) {
            switch (Objects.requireNonNull(e.getCause())) {
                case IOException broken -> throw broken;
                case RuntimeException fault -> throw fault;
                case Error fault -> throw fault;
                default -> throw new IllegalStateException(e.getCause());
            }
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
