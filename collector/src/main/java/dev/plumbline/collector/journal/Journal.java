package dev.plumbline.collector.journal;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.zip.CRC32C;

/**
 * Appends records to a file, each with its length and checksum, and reads them back after a restart.
 *
 * <p>A record is {@code length (4 bytes), CRC-32C of the payload (4 bytes), payload}, big-endian, after an eight-byte
 * header. A record that does not match its checksum is left out; what no good record follows is cut off. Both are
 * reported, neither is ever a reason not to start. An append that fails half-way is cut off likewise, so that a full disk leaves
 * a good file behind. Safe for use by several threads.
 */
public final class Journal implements Closeable {
    static final byte[] HEADER = {'P', 'L', 'J', 'R', 'N', 'L', '1', '\n'};
    static final int MAXIMUM = 16 << 20;
    private static final int RECORD_HEADER = 8;
    /** How many bytes are looked at in search of good records, beyond a few times the file's length. */
    private static final long SEARCH = 64L << 20;

    private final Disk disk;
    private final Path file;
    private FileChannel channel;
    private long end;
    private boolean dirty;

    private Journal(Disk disk, Path file, FileChannel channel, long end) {
        this.disk = disk;
        this.file = file;
        this.channel = channel;
        this.end = end;
    }

    /**
     * Opens a journal, making it if need be.
     *
     * @param file where it is
     * @param records takes every good record, oldest first
     * @param warnings takes a sentence for each thing that had to be dropped
     * @throws IOException if the file can be neither read nor made
     */
    public static Journal open(Path file, Consumer<ByteBuffer> records, Consumer<String> warnings) throws IOException {
        return open(Disk.real(), file, records, warnings);
    }

    /** Opens a journal on a disk; see {@link #open(Path, Consumer, Consumer)}. */
    static Journal open(Disk disk, Path file, Consumer<ByteBuffer> records, Consumer<String> warnings)
            throws IOException {
        byte[] content = read(file);
        Files.deleteIfExists(temporary(file));
        long good = scan(
                content,
                records,
                (from, to) -> warnings.accept("journal " + file.getFileName() + ": left out " + (to - from)
                        + " damaged bytes at offset " + from));
        if (good < content.length) {
            warnings.accept("journal " + file.getFileName() + ": dropped " + (content.length - good)
                    + " bytes of a torn or damaged tail at offset " + good);
        }
        FileChannel channel = openForAppend(disk, file);
        if (good < HEADER.length) {
            channel.truncate(0);
            writeFully(channel, ByteBuffer.wrap(HEADER), 0);
            good = HEADER.length;
        } else {
            channel.truncate(good);
        }
        return new Journal(disk, file, channel, good);
    }

    private static byte[] read(Path file) throws IOException {
        try {
            return Files.readAllBytes(file);
        } catch (NoSuchFileException e) {
            return new byte[0];
        }
    }

    /** Takes the range of bytes that were left out between two good records. */
    interface Damage {
        void leftOut(long from, long to);
    }

    /** Hands on every good record and returns where the last one ends. */
    static long scan(byte[] content, Consumer<ByteBuffer> records, Damage damage) {
        if (content.length < HEADER.length
                || !ByteBuffer.wrap(content, 0, HEADER.length).equals(ByteBuffer.wrap(HEADER))) {
            return 0;
        }
        int good = HEADER.length;
        long steps = 4L * content.length + SEARCH;
        for (int at = good; at <= content.length - RECORD_HEADER && steps > 0; ) {
            int length = length(content, at);
            if (length >= 0) {
                steps -= length;
            }
            if (length < 0 || !matches(content, at, length)) {
                // Its length may be what is damaged: the next good record can begin at any byte.
                steps--;
                at++;
                continue;
            }
            if (at > good) {
                damage.leftOut(good, at);
            }
            records.accept(ByteBuffer.wrap(content, at + RECORD_HEADER, length).slice());
            at += RECORD_HEADER + length;
            good = at;
        }
        return good;
    }

    /** Returns the length of the record that may begin there, or -1 if none does. */
    private static int length(byte[] content, int at) {
        int length = ByteBuffer.wrap(content, at, Integer.BYTES).getInt();
        return length > MAXIMUM || length > content.length - at - RECORD_HEADER ? -1 : length;
    }

    private static boolean matches(byte[] content, int at, int length) {
        return checksum(content, at + RECORD_HEADER, length)
                == ByteBuffer.wrap(content, at + Integer.BYTES, Integer.BYTES).getInt();
    }

    private static int checksum(byte[] bytes, int offset, int length) {
        CRC32C crc = new CRC32C();
        // The length is covered too, else a run of zeros would be a row of good, empty records.
        crc.update(length ^ 0x5a);
        crc.update(bytes, offset, length);
        return (int) crc.getValue();
    }

    private static FileChannel openForAppend(Disk disk, Path file) throws IOException {
        return disk.openPrivate(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    }

    /**
     * Appends records in one write; they survive a kill of the process at once, a power cut after {@link #force}.
     *
     * @throws IOException if the disk is full or broken; nothing of these records is then in the file
     */
    public synchronized void append(List<byte[]> payloads) throws IOException {
        ByteBuffer buffer = encode(payloads);
        int length = buffer.remaining();
        try {
            writeFully(channel, buffer, end);
        } catch (IOException e) {
            channel.truncate(end);
            throw e;
        }
        end += length;
        dirty = true;
    }

    private static ByteBuffer encode(List<byte[]> payloads) {
        int size = 0;
        for (byte[] payload : payloads) {
            size += RECORD_HEADER + payload.length;
        }
        ByteBuffer buffer = ByteBuffer.allocate(size);
        for (byte[] payload : payloads) {
            buffer.putInt(payload.length)
                    .putInt(checksum(payload, 0, payload.length))
                    .put(payload);
        }
        return buffer.flip();
    }

    private static void writeFully(FileChannel channel, ByteBuffer buffer, long position) throws IOException {
        long at = position;
        while (buffer.hasRemaining()) {
            at += channel.write(buffer, at);
        }
    }

    /** Makes what was appended survive a power cut; does nothing if nothing was appended since the last call. */
    public synchronized void force() throws IOException {
        if (dirty) {
            channel.force(false);
            dirty = false;
        }
    }

    /** Returns the length of the file in bytes. */
    public synchronized long size() {
        return end;
    }

    /**
     * Replaces the whole content: a new file is written, forced, and moved over the old one, so that at every moment
     * one of them is whole.
     */
    public synchronized void rewrite(List<byte[]> payloads) throws IOException {
        Path temporary = temporary(file);
        Files.deleteIfExists(temporary);
        List<ByteBuffer> parts = new ArrayList<>(List.of(ByteBuffer.wrap(HEADER), encode(payloads)));
        FileChannel fresh = openForAppend(disk, temporary);
        long at = 0;
        try {
            for (ByteBuffer part : parts) {
                int length = part.remaining();
                writeFully(fresh, part, at);
                at += length;
            }
            fresh.force(true);
            Files.move(temporary, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            fresh.close();
            Files.deleteIfExists(temporary);
            throw e;
        }
        channel.close();
        channel = fresh;
        end = at;
        dirty = false;
        forceFolder();
    }

    private static Path temporary(Path file) {
        return file.resolveSibling(file.getFileName() + ".new");
    }

    private void forceFolder() throws IOException {
        Path folder = file.toAbsolutePath().getParent();
        if (folder != null) {
            try (FileChannel directory = FileChannel.open(folder, StandardOpenOption.READ)) {
                directory.force(true);
            }
        }
    }

    @Override
    public synchronized void close() throws IOException {
        if (channel.isOpen()) {
            try (FileChannel closing = channel) {
                closing.force(false);
            }
        }
    }
}
