package dev.plumbline.collector.engine;

import java.io.Closeable;
import java.io.IOException;
import java.nio.channels.SelectableChannel;
import java.util.Optional;

/** One connection to an engine. {@link #close} from another thread ends a read that waits. */
interface Wire extends Closeable {
    /** Reads at least one byte, or returns -1 at the end; 0 only where the channel was told not to block. */
    int read(byte[] into, int offset, int length) throws IOException;

    /** Returns what a selector can wait for in place of a read; nothing if the connection has none. */
    default Optional<SelectableChannel> channel() {
        return Optional.empty();
    }

    void write(byte[] bytes) throws IOException;
}
