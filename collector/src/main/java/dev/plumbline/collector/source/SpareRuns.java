package dev.plumbline.collector.source;

import dev.plumbline.collector.entry.Labels;
import dev.plumbline.collector.entry.Receipt;
import dev.plumbline.collector.entry.Run;
import java.util.ArrayDeque;
import org.jspecify.annotations.Nullable;

/**
 * The memory of runs that were taken, for those that follow: for all readers of a source together, so that what it holds
 * does not grow with their number.
 */
final class SpareRuns {
    private static final int MOST = 16;

    private final ArrayDeque<Run> spare = new ArrayDeque<>(MOST);

    /** Makes a run without lines, with the memory of another if there is any. */
    Run take(Labels labels, byte[] bytes, Receipt receipt) {
        Run taken = poll();
        return taken == null ? new Run(labels, bytes, receipt) : new Run(labels, bytes, receipt, taken);
    }

    private synchronized @Nullable Run poll() {
        return spare.pollLast();
    }

    /** Takes back a run that nobody needs any more. */
    void give(Run taken) {
        taken.letGo();
        synchronized (this) {
            if (spare.size() < MOST) {
                spare.addLast(taken);
            }
        }
    }
}
