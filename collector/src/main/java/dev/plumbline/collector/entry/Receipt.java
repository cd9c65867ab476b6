package dev.plumbline.collector.entry;

/**
 * What a source is owed for one entry: word of how it ended. The source moves its cursor on only over entries whose
 * receipt is settled, without a gap.
 */
public interface Receipt {
    /** Expects so many settlements more: an entry that goes to several receivers is settled by each of them. */
    void expect(int more);

    /** Settles: a 2xx of the receiving system. */
    void sent();

    /** Settles as often as {@code count} says, for entries that share a receipt. */
    default void sent(int count) {
        for (int i = 0; i < count; i++) {
            sent();
        }
    }

    /** Returns how many lines it stands for: more than one where they were merged. */
    default int weight() {
        return 1;
    }

    /**
     * Settles as often as {@code count} says: the entries are safe on disk, and whoever keeps them there answers for what
     * becomes of them.
     */
    default void kept(int count) {
        sent(count);
    }

    /** Settles: left out on purpose; {@code reason} is a label value of the drop counter. */
    void dropped(String reason);

    /** Settles: the receiving system refused it for good; {@code reason} is a label value. */
    void refused(String reason);

    /**
     * Tells the source that an entry is being merged of this one and a later one, before either is settled: the cursor
     * may then not come to stand between the two, else the later one would be read alone after a restart.
     */
    default void joins(Receipt later) {}
}
