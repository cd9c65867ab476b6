package dev.plumbline.collector.cli;

import java.lang.management.ManagementFactory;
import java.lang.management.MemoryNotificationInfo;
import java.lang.management.MemoryPoolMXBean;
import java.util.Optional;
import javax.management.NotificationEmitter;

/**
 * Keeps the heap as small as what is in use allows. Java's serial collector takes all memory that it may have before it
 * looks for garbage among what is old; here it looks as soon as there may be half as much garbage as there is in
 * use, or 6 MB.
 *
 * <p>Other collectors are left alone.
 */
final class SmallHeap {
    private static final String OLD = "Tenured Gen";
    private static final long LEAST = 14L << 20;
    private static final long GARBAGE = 6L << 20;

    private final MemoryPoolMXBean old;

    private SmallHeap(MemoryPoolMXBean old) {
        this.old = old;
    }

    /** Begins, for as long as the process lives; false if another collector is in use. */
    static boolean keep() {
        Optional<MemoryPoolMXBean> pool = ManagementFactory.getMemoryPoolMXBeans().stream()
                .filter(p -> p.getName().equals(OLD) && p.isUsageThresholdSupported())
                .findFirst();
        if (pool.isEmpty() || !(ManagementFactory.getMemoryMXBean() instanceof NotificationEmitter emitter)) {
            return false;
        }
        SmallHeap heap = new SmallHeap(pool.get());
        emitter.addNotificationListener(
                (notification, handback) -> heap.collect(),
                notification -> notification.getType().equals(MemoryNotificationInfo.MEMORY_THRESHOLD_EXCEEDED),
                null);
        heap.limit();
        return true;
    }

    private void collect() {
        System.gc();
        limit();
    }

    private void limit() {
        long used = old.getUsage().getUsed();
        long most = old.getUsage().getMax();
        old.setUsageThreshold(Math.min(Math.max(LEAST, used + Math.min(used / 2, GARBAGE)), most));
    }
}
