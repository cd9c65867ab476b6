package dev.plumbline.collector.engine;

import java.io.Closeable;
import java.io.IOException;

/** One connection to an engine. {@link #close} from another thread ends a read that waits. */
interface Wire extends Closeable {
    /** Reads at least one byte, or returns -1 at the end. */
    int read(byte[] into, int offset, int length) throws IOException;

    void write(byte[] bytes) throws IOException;
}
