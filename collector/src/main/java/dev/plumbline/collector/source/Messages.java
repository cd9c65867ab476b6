package dev.plumbline.collector.source;

import java.io.IOException;

/** Takes the messages of a container's log in the order of the wire. */
interface Messages {
    int STDOUT = 0;
    int STDERR = 1;

    /**
     * Takes one message; a line of more than 16 KiB comes as several.
     *
     * @param source {@link #STDOUT} or {@link #STDERR}
     * @param timestamp nanoseconds since 1970, the engine's
     * @param bytes holds the content, without the line's end; stays as it is until the next call
     * @param complete whether the line's end followed
     */
    void message(int source, long timestamp, byte[] bytes, int offset, int length, boolean complete) throws IOException;

    /** Takes a message that carries no timestamp, which no engine should send: it is counted, and left out. */
    void unreadable(int source, int length) throws IOException;
}
