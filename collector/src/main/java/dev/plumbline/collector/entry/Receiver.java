package dev.plumbline.collector.entry;

/** Takes log entries; what {@code forward_to} names. */
public interface Receiver {
    /**
     * Takes one entry. May block while what lies downstream is full; that is how a slow Loki slows a source down.
     *
     * <p>Whoever takes an entry owes its receipt: it hands the entry on, or settles the receipt, exactly once.
     */
    void accept(Entry entry);

    /**
     * Takes the lines of a run in order, as {@link #accept(Entry)} takes one, and says which it has taken; the run itself
     * is not kept.
     *
     * @return whether the run's bytes may still be needed; if not, they may be overwritten now
     */
    default boolean accept(Run run) {
        for (int i = 0; i < run.count(); i++) {
            accept(run.entry(i));
            run.taken(1);
        }
        return true;
    }

    /** Hands on what is held back (an open multiline block, say); called when the sources have ended. */
    default void flush() {}
}
