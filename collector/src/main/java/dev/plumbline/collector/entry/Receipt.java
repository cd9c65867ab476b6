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

    /** Settles: left out on purpose; {@code reason} is a label value of the drop counter. */
    void dropped(String reason);

    /** Settles: the receiving system refused it for good; {@code reason} is a label value. */
    void refused(String reason);
}
