package dev.plumbline.collector.testkit;

import dev.plumbline.collector.journal.Disk;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;

/** A disk that has no space for some files until it is told otherwise: half of what is written gets there. */
public final class FullDisk implements Disk {
    private final AtomicInteger refusals = new AtomicInteger();
    private volatile Predicate<Path> full = file -> false;

    /** Has no more space for these files. */
    public void fill(Predicate<Path> which) {
        full = which;
    }

    /** Has space again. */
    public void free() {
        full = file -> false;
    }

    /** Returns how many writes had no space. */
    public int refusals() {
        return refusals.get();
    }

    @Override
    public FileChannel open(
            Path file, Set<? extends OpenOption> options, FileAttribute<Set<PosixFilePermission>> permissions)
            throws IOException {
        return new FullChannel(FileChannel.open(file, options, permissions), () -> {
            boolean now = full.test(file);
            if (now) {
                refusals.incrementAndGet();
            }
            return now;
        });
    }
}
