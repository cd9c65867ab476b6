package dev.plumbline.collector.source;

import java.nio.ByteBuffer;
import java.util.Optional;

/** How far a plain file has been dealt with: the file, and the byte at which its next line begins. */
record PlainPlace(long identity, long offset) {
    byte[] encode() {
        return ByteBuffer.allocate(16).putLong(identity).putLong(offset).array();
    }

    static Optional<PlainPlace> decode(byte[] bytes) {
        if (bytes.length != 16) {
            return Optional.empty();
        }
        ByteBuffer buffer = ByteBuffer.wrap(bytes);
        return Optional.of(new PlainPlace(buffer.getLong(), buffer.getLong()));
    }
}
