package dev.plumbline.collector.source;

import java.io.IOException;
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

    /** Tells whether another one may work now; it may be another one's turn by the time that it begins. */
    boolean anyFree() {
        return free.availablePermits() > 0;
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
            return Waits.result(task, worker::interrupt);
        } finally {
            free.release();
        }
    }
}
