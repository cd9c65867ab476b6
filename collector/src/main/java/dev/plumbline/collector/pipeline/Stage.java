package dev.plumbline.collector.pipeline;

/** One step of a pipeline. Several threads may call it at once; one stream's entries come from one of them, in order. */
interface Stage {
    /** Takes a draft and hands on what comes of it: the same, none, or several. */
    void process(Draft draft, Next next);

    /** Hands on what is held back. */
    default void flush(Next next) {}

    /** Hands on what is held back, and holds nothing back from now on. */
    default void finish(Next next) {
        flush(next);
    }
}
