package dev.plumbline.collector.journal;

import java.io.Closeable;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/** Holds a folder for one process: a second collector on the same storage path is refused. */
public final class StorageLock implements Closeable {
    private static final long RETRY_NANOS = 20_000_000;

    private final FileChannel channel;
    private final FileLock lock;

    private StorageLock(FileChannel channel, FileLock lock) {
        this.channel = channel;
        this.lock = lock;
    }

    /**
     * Takes the folder, making it if need be.
     *
     * @param patience how long to wait for a component of this process that is about to let go of it
     * @throws StorageInUseException if another process holds it, or this one still does after that time
     * @throws IOException if the folder cannot be made or written to
     */
    public static StorageLock take(Path folder, Duration patience) throws IOException {
        Files.createDirectories(folder);
        long deadline = System.nanoTime() + patience.toNanos();
        while (true) {
            FileChannel channel =
                    FileChannel.open(folder.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            try {
                @Nullable FileLock lock = channel.tryLock();
                if (lock != null) {
                    return new StorageLock(channel, lock);
                }
            } catch (OverlappingFileLockException e) {
                if (System.nanoTime() < deadline) {
                    channel.close();
                    LockSupport.parkNanos(RETRY_NANOS);
                    continue;
                }
            }
            channel.close();
            throw new StorageInUseException(folder);
        }
    }

    @Override
    public void close() throws IOException {
        lock.release();
        channel.close();
    }
}
