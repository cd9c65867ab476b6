package dev.plumbline.collector.pipeline;

/** Time that passes, and work to be done later; tests drive one by hand. */
interface Timer extends AutoCloseable {
    /** Returns nanoseconds since some moment; never goes back. */
    long nanos();

    /** Runs a task once, not before so many nanoseconds have passed, never in the caller's thread. */
    void after(long nanos, Runnable task);

    /** Forgets all tasks. */
    @Override
    void close();
}
