package dev.plumbline.collector.source;

import java.io.IOException;

/** Takes whole lines in the order of the wire. */
interface Lines {
    /**
     * Takes one line.
     *
     * @param source {@link Messages#STDOUT} or {@link Messages#STDERR}
     * @param timestamp the engine's
     * @param run how many lines of the source in a row carried that timestamp, up to this one; from 1
     * @param distinct the timestamp, moved on by a nanosecond for each identical line before it with the same one
     * @param bytes stays as it is
     */
    void line(int source, long timestamp, int run, long distinct, byte[] bytes, int offset, int length)
            throws IOException;

    /** Takes a message without a timestamp. */
    void unreadable(int source, int length) throws IOException;
}
