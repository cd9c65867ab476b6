package dev.plumbline.collector.source;

import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.util.Optional;

/**
 * Says how far a container's log has been dealt with: one place for each source, and which of them the last line in
 * the order of the wire came from.
 *
 * @param last {@link Messages#STDOUT} or {@link Messages#STDERR}
 * @param stdout its last line, if it had any
 * @param stderr its last line, if it had any
 * @param file where that is in the engine's own file, if that was read
 */
record Cursor(int last, Optional<Place> stdout, Optional<Place> stderr, Optional<FilePlace> file) {
    /**
     * The last line of one source.
     *
     * @param timestamp nanoseconds since 1970, the engine's
     * @param count how many lines in a row carried it, up to this one; from 1
     * @param hash of the line, by {@link Bytes#hash}
     */
    record Place(long timestamp, int count, long hash) {}

    /**
     * A byte in a file.
     *
     * @param identity its inode, which another file may have by the time somebody comes back
     * @param offset where a line begins
     */
    record FilePlace(long identity, long offset) {}

    private static final byte FORMAT = 1;

    Place anchor() {
        return (last == Messages.STDOUT ? stdout : stderr).orElseThrow();
    }

    Optional<Place> of(int source) {
        return source == Messages.STDOUT ? stdout : stderr;
    }

    Cursor at(Optional<FilePlace> place) {
        return new Cursor(last, stdout, stderr, place);
    }

    byte[] encode() {
        ByteBuffer buffer = ByteBuffer.allocate(2 + 3 * 21).put(FORMAT).put((byte)
                (last | (stdout.isPresent() ? 2 : 0) | (stderr.isPresent() ? 4 : 0) | (file.isPresent() ? 8 : 0)));
        stdout.ifPresent(p -> put(buffer, p));
        stderr.ifPresent(p -> put(buffer, p));
        file.ifPresent(f -> buffer.putLong(f.identity()).putLong(f.offset()));
        byte[] bytes = new byte[buffer.position()];
        buffer.flip().get(bytes);
        return bytes;
    }

    private static void put(ByteBuffer buffer, Place place) {
        buffer.putLong(place.timestamp()).putInt(place.count()).putLong(place.hash());
    }

    /** Reads a cursor; nothing if the bytes are of another format or make no sense. */
    static Optional<Cursor> decode(byte[] bytes) {
        try {
            ByteBuffer buffer = ByteBuffer.wrap(bytes);
            if (buffer.get() != FORMAT) {
                return Optional.empty();
            }
            int flags = buffer.get();
            Optional<Place> stdout = place(buffer, (flags & 2) != 0);
            Optional<Place> stderr = place(buffer, (flags & 4) != 0);
            Optional<FilePlace> file = (flags & 8) == 0
                    ? Optional.empty()
                    : Optional.of(new FilePlace(buffer.getLong(), buffer.getLong()));
            int last = flags & 1;
            return (last == Messages.STDOUT ? stdout : stderr).map(p -> new Cursor(last, stdout, stderr, file));
        } catch (BufferUnderflowException e) {
            return Optional.empty();
        }
    }

    private static Optional<Place> place(ByteBuffer buffer, boolean there) {
        return there ? Optional.of(new Place(buffer.getLong(), buffer.getInt(), buffer.getLong())) : Optional.empty();
    }
}
