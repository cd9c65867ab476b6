package dev.plumbline.collector.write;

import dev.plumbline.collector.entry.Outcomes;
import dev.plumbline.collector.entry.Receipt;

/**
 * What is owed for lines that are in the spool: nothing to their source, whose cursor moved on when they were written
 * there, but an entry in the books.
 */
final class Kept implements Receipt {
    private final Outcomes outcomes;
    private final int weight;

    private Kept(Outcomes outcomes, int weight) {
        this.outcomes = outcomes;
        this.weight = weight;
    }

    /** Makes the receipt of an entry that stands for so many lines. */
    static Kept of(Outcomes outcomes, int weight) {
        return new Kept(outcomes, weight);
    }

    @Override
    public int weight() {
        return weight;
    }

    @Override
    public void expect(int more) {
        throw new IllegalStateException("what is in the spool goes to one place");
    }

    @Override
    public void sent() {
        sent(1);
    }

    @Override
    public void sent(int count) {
        outcomes.sent((long) weight * count);
    }

    @Override
    public void kept(int count) {}

    @Override
    public void dropped(String reason) {
        outcomes.dropped(reason, weight);
    }

    @Override
    public void refused(String reason) {
        outcomes.refused(reason, weight);
    }
}
