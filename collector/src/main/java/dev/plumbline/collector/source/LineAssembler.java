package dev.plumbline.collector.source;

import java.io.IOException;

/** Joins messages to lines, counts those that share a timestamp, and tells identical ones apart. */
final class LineAssembler implements Messages {
    private final Lines lines;
    private final Track[] tracks = {new Track(), new Track()};
    private long messages;

    LineAssembler(Lines lines) {
        this.lines = lines;
    }

    @Override
    public void message(int source, long timestamp, byte[] bytes, int offset, int length, boolean complete)
            throws IOException {
        messages++;
        Track track = tracks[source];
        if (track.pending() && (timestamp != track.pendingTimestamp() || track.full(length))) {
            // A line without an end, followed by another: the process that wrote it has ended.
            flush(source);
        }
        if (track.pending() || !complete) {
            track.append(timestamp, bytes, offset, length);
            if (complete) {
                flush(source);
            }
        } else {
            line(source, timestamp, bytes, offset, length);
        }
    }

    private void flush(int source) throws IOException {
        Track track = tracks[source];
        long timestamp = track.pendingTimestamp();
        byte[] whole = track.take();
        line(source, timestamp, whole, 0, whole.length);
    }

    private void line(int source, long timestamp, byte[] bytes, int offset, int length) throws IOException {
        Track track = tracks[source];
        long distinct = track.count(timestamp, bytes, offset, length);
        lines.line(source, timestamp, track.run(), distinct, bytes, offset, length);
    }

    @Override
    public void unreadable(int source, int length) throws IOException {
        lines.unreadable(source, length);
    }

    /** Hands on lines without an end: nothing will follow them. */
    void finish() throws IOException {
        for (int source = 0; source < tracks.length; source++) {
            if (tracks[source].pending()) {
                flush(source);
            }
        }
    }

    /** Lets go of the bytes of earlier lines: they are about to be overwritten. */
    void letGo() {
        tracks[0].letGo();
        tracks[1].letGo();
    }

    /** Returns how many messages came, whether they were lines or parts of one. */
    long messages() {
        return messages;
    }

    /** Tells whether a line waits for its end. */
    boolean pending() {
        return tracks[0].pending() || tracks[1].pending();
    }
}
