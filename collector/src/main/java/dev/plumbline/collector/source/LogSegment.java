package dev.plumbline.collector.source;

import java.io.Closeable;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Objects;
import java.util.zip.CRC32;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;
import org.jspecify.annotations.Nullable;

/** One file of a log: the one that is written, or one that was rotated away, which may be compressed. */
final class LogSegment implements Closeable {
    private static final int UNPACKED_AT_ONCE = 64 << 10;
    /** A compressed file ends with the checksum and the length of what it holds, four bytes each. */
    private static final int TRAILER = 8;

    private final FileChannel channel;
    private final @Nullable InputStream unpacked;
    private final Name name;
    private long position;
    private boolean broken;

    /** What tells a file from others, whatever it is called. {@code key} is had at a fraction of what the inode costs. */
    private record Name(long inode, @Nullable Object key) {
        static Name of(Path file) throws IOException {
            return new Name(identity(file), look(file).fileKey());
        }
    }

    private LogSegment(FileChannel channel, @Nullable InputStream unpacked, Name name) {
        this.channel = channel;
        this.unpacked = unpacked;
        this.name = name;
    }

    /** Opens the file of this name, which a rotation may give to another one meanwhile: {@link FileChain} looks again. */
    static LogSegment open(Path file) throws IOException {
        FileChannel channel = FileChannel.open(file, StandardOpenOption.READ);
        try {
            return packed(file) ? unpack(channel, Name.of(file)) : new LogSegment(channel, null, Name.of(file));
        } catch (IOException e) {
            channel.close();
            throw e;
        }
    }

    private static LogSegment unpack(FileChannel channel, Name name) throws IOException {
        try {
            return new LogSegment(
                    channel, new GZIPInputStream(Channels.newInputStream(channel), UNPACKED_AT_ONCE), name);
        } catch (EOFException | ZipException e) {
            LogSegment nothing = new LogSegment(channel, InputStream.nullInputStream(), name);
            nothing.broken = true;
            return nothing;
        }
    }

    private static BasicFileAttributes look(Path file) throws IOException {
        return Files.readAttributes(file, BasicFileAttributes.class);
    }

    private static boolean packed(Path file) {
        return file.toString().endsWith(".gz");
    }

    /** Returns the inode, which stays the same when a file is renamed. */
    static long identity(Path file) throws IOException {
        return ((Number) Files.getAttribute(file, "unix:ino")).longValue();
    }

    /**
     * Tells whether a line of a plain file ends before this byte. If none does, the file is another one that was given the
     * inode, or was written anew. One that is shorter may have been cut, which is found when it is read.
     *
     * @param rotated whether the file was rotated away: its last line may then have no end
     */
    static boolean endsLineAt(Path file, long offset, boolean rotated) throws IOException {
        if (offset == 0 || packed(file)) {
            return true;
        }
        ByteBuffer last = ByteBuffer.allocate(1);
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
            return channel.read(last, offset - 1) < 1 || last.get(0) == '\n' || rotated && offset == channel.size();
        } catch (NoSuchFileException e) {
            return true;
        }
    }

    /** Tells whether this file stands under this name. */
    boolean isAt(Path file) throws IOException {
        return Objects.equals(look(file).fileKey(), name.key());
    }

    /** Tells by one look whether this file still stands under this name and ends where reading has come to. */
    boolean untouched(Path file) throws IOException {
        if (unpacked != null) {
            return false;
        }
        try {
            BasicFileAttributes now = look(file);
            return now.size() == position && Objects.equals(now.fileKey(), name.key());
        } catch (NoSuchFileException e) {
            return false;
        }
    }

    /** Goes on at this byte, of what the file holds unpacked. */
    void skipTo(long offset) throws IOException {
        if (unpacked != null) {
            unpacked.skipNBytes(offset - position);
        }
        position = offset;
    }

    /**
     * Reads some bytes; returns -1 at the end, which for the file that is written is only the end for now, and for a
     * compressed one may be where it breaks off.
     */
    int read(byte[] into, int offset, int length) throws IOException {
        int read = unpacked == null
                ? channel.read(ByteBuffer.wrap(into, offset, length), position)
                : unpack(unpacked, into, offset, length);
        if (read > 0) {
            position += read;
        }
        return read;
    }

    private int unpack(InputStream packed, byte[] into, int offset, int length) throws IOException {
        try {
            return packed.read(into, offset, length);
        } catch (EOFException | ZipException e) {
            broken = true;
            return -1;
        }
    }

    /** Tells whether this compressed file breaks off, or holds what cannot be unpacked, at the place reached. */
    boolean broken() {
        return broken;
    }

    /** Tells whether a compressed file holds what this one holds, byte for byte. */
    boolean sameAs(Path file) throws IOException {
        if (unpacked != null || !packed(file)) {
            return false;
        }
        ByteBuffer trailer = ByteBuffer.allocate(TRAILER).order(ByteOrder.LITTLE_ENDIAN);
        try (FileChannel other = FileChannel.open(file, StandardOpenOption.READ)) {
            if (other.size() < TRAILER || other.read(trailer, other.size() - TRAILER) < TRAILER) {
                return false;
            }
        }
        return trailer.getInt(4) == (int) channel.size() && trailer.getInt(0) == checksum();
    }

    private int checksum() throws IOException {
        CRC32 sum = new CRC32();
        ByteBuffer buffer = ByteBuffer.allocate(UNPACKED_AT_ONCE);
        long at = 0;
        int read;
        while ((read = channel.read(buffer.clear(), at)) > 0) {
            sum.update(buffer.flip());
            at += read;
        }
        return (int) sum.getValue();
    }

    /** Returns how many bytes have been read or skipped, of what the file holds unpacked. */
    long position() {
        return position;
    }

    /** Returns how many bytes there are to read now; of a compressed file, which does not tell, any number. */
    long left() throws IOException {
        return unpacked == null ? channel.size() - position : Long.MAX_VALUE;
    }

    boolean compressed() {
        return unpacked != null;
    }

    long identity() {
        return name.inode();
    }

    /** Tells whether nothing was written in the file yet. */
    boolean empty() throws IOException {
        return channel.size() == 0;
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
