package dev.plumbline.collector.source;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.zip.GZIPInputStream;
import org.jspecify.annotations.Nullable;

/** One file of a log: the one that is written, or one that was rotated away, which may be compressed. */
final class LogSegment implements Closeable {
    private final FileChannel channel;
    private final @Nullable InputStream unpacked;
    private final long identity;
    private long position;

    private LogSegment(FileChannel channel, @Nullable InputStream unpacked, long identity) {
        this.channel = channel;
        this.unpacked = unpacked;
        this.identity = identity;
    }

    static LogSegment open(Path file) throws IOException {
        FileChannel channel = FileChannel.open(file, StandardOpenOption.READ);
        try {
            InputStream unpacked = file.toString().endsWith(".gz")
                    ? new GZIPInputStream(Channels.newInputStream(channel), 64 << 10)
                    : null;
            return new LogSegment(channel, unpacked, identity(file));
        } catch (IOException e) {
            channel.close();
            throw e;
        }
    }

    /** Returns the inode, which stays the same when a file is renamed. */
    static long identity(Path file) throws IOException {
        return ((Number) Files.getAttribute(file, "unix:ino")).longValue();
    }

    /** Goes on at this byte, of what the file holds unpacked. */
    void skipTo(long offset) throws IOException {
        if (unpacked != null) {
            unpacked.skipNBytes(offset - position);
        }
        position = offset;
    }

    /** Reads some bytes; returns -1 at the end, which for the file that is written is only the end for now. */
    int read(byte[] into, int offset, int length) throws IOException {
        int read = unpacked == null
                ? channel.read(ByteBuffer.wrap(into, offset, length), position)
                : unpacked.read(into, offset, length);
        if (read > 0) {
            position += read;
        }
        return read;
    }

    /** Returns how many bytes have been read or skipped, of what the file holds unpacked. */
    long position() {
        return position;
    }

    boolean compressed() {
        return unpacked != null;
    }

    long identity() {
        return identity;
    }

    /** Tells whether the file has become shorter than what was read of it. */
    boolean truncated() throws IOException {
        return unpacked == null && channel.size() < position;
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
