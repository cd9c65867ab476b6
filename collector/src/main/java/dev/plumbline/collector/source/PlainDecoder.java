package dev.plumbline.collector.source;

import java.io.IOException;
import java.util.function.LongSupplier;

/** Decodes a file of lines, which carry no time of their own: each gets that of its reading, later than the one before. */
final class PlainDecoder implements Decoder {
    private final LongSupplier clock;
    private long last = Timestamps.NONE;

    /** Makes a decoder; {@code clock} tells nanoseconds since 1970. */
    PlainDecoder(LongSupplier clock) {
        this.clock = clock;
    }

    @Override
    public int decode(byte[] bytes, int from, int to, Messages messages) throws IOException {
        int at = from;
        long now = clock.getAsLong();
        int end;
        while ((end = Bytes.indexOf(bytes, (byte) '\n', at, to)) >= 0) {
            last = Math.max(last + 1, now);
            message(bytes, at, end, messages);
            at = end + 1;
        }
        return at;
    }

    /** A line that is left without an end when its file was rotated is one. */
    @Override
    public void finish(byte[] bytes, int from, int to, Messages messages) throws IOException {
        last = Math.max(last + 1, clock.getAsLong());
        message(bytes, from, to, messages);
    }

    private void message(byte[] bytes, int from, int end, Messages messages) throws IOException {
        int stop = end > from && bytes[end - 1] == '\r' ? end - 1 : end;
        messages.message(Messages.STDOUT, last, bytes, from, stop - from, true);
    }
}
