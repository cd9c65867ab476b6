package dev.plumbline.collector.source;

import java.io.IOException;
import java.nio.charset.StandardCharsets;

/**
 * Decodes the multiplexed stream of a container without a terminal: an eight-byte header (type, three zeros, length),
 * then a timestamp, a space, and the message.
 */
final class FrameDecoder implements Decoder {
    private static final int HEADER = 8;
    private static final int STDIN = 0;
    private static final int DAEMON_ERROR = 3;
    private static final int LARGEST = 16 << 20;

    private final Timestamps timestamps = new Timestamps();

    @Override
    public int decode(byte[] bytes, int from, int to, Messages messages) throws IOException {
        int at = from;
        while (to - at >= HEADER) {
            int type = bytes[at];
            if (type < STDIN || type > DAEMON_ERROR || bytes[at + 1] != 0 || bytes[at + 2] != 0 || bytes[at + 3] != 0) {
                throw new IOException("the engine's log stream has lost its framing");
            }
            int length = (bytes[at + 4] & 0xff) << 24
                    | (bytes[at + 5] & 0xff) << 16
                    | (bytes[at + 6] & 0xff) << 8
                    | (bytes[at + 7] & 0xff);
            if (length < 0 || length > LARGEST) {
                throw new IOException("the engine announced a message of " + Integer.toUnsignedLong(length) + " bytes");
            }
            if (to - at - HEADER < length) {
                break;
            }
            frame(type, bytes, at + HEADER, at + HEADER + length, messages);
            at += HEADER + length;
        }
        return at;
    }

    private void frame(int type, byte[] bytes, int from, int end, Messages messages) throws IOException {
        if (type == DAEMON_ERROR) {
            throw new DaemonErrorException(new String(bytes, from, Math.min(end - from, 300), StandardCharsets.UTF_8));
        }
        int source = type == 2 ? Messages.STDERR : Messages.STDOUT;
        boolean complete = end > from && bytes[end - 1] == '\n';
        int to = complete ? end - 1 : end;
        // Engines pad the fraction to nine digits, which makes thirty bytes; anything else is looked for.
        int space = to - from > 30 && bytes[from + 30] == ' '
                ? from + 30
                : Bytes.indexOf(bytes, (byte) ' ', from, Math.min(to, from + 40));
        long timestamp = space < 0 ? Timestamps.NONE : timestamps.parse(bytes, from, space);
        if (timestamp == Timestamps.NONE) {
            messages.unreadable(source, end - from);
        } else {
            messages.message(source, timestamp, bytes, space + 1, to - space - 1, complete);
        }
    }

    @Override
    public void finish(byte[] bytes, int from, int to, Messages messages) throws IOException {
        if (from < to) {
            throw new IOException("the engine's log stream ended in the middle of a message");
        }
    }
}
