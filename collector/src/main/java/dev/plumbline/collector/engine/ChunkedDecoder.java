package dev.plumbline.collector.engine;

import java.io.IOException;

/**
 * Takes the framing of HTTP's chunked transfer coding out of bytes, in place.
 *
 * <p>Keeps its state between calls, so the bytes may be cut anywhere.
 */
final class ChunkedDecoder {
    private static final int SIZE = 0;
    private static final int EXTENSION = 1;
    private static final int DATA = 2;
    private static final int DATA_END = 3;
    private static final int TRAILER = 4;
    private static final int END = 5;
    private static final int LARGEST_SIZE = 1 << 26;

    private int state = SIZE;
    private int remaining;
    private int digits;
    private int trailerLine;

    /** Tells whether the last chunk has been seen whole. */
    boolean ended() {
        return state == END;
    }

    /**
     * Decodes {@code [from, to)} and moves the payload to {@code from}.
     *
     * @return where the payload ends
     * @throws IOException if the bytes are not chunked coding
     */
    int decode(byte[] bytes, int from, int to) throws IOException {
        int out = from;
        int in = from;
        while (in < to) {
            if (state == DATA) {
                int take = Math.min(remaining, to - in);
                if (out != in) {
                    System.arraycopy(bytes, in, bytes, out, take);
                }
                out += take;
                in += take;
                remaining -= take;
                if (remaining == 0) {
                    state = DATA_END;
                }
            } else if (state == END) {
                return out;
            } else {
                step(bytes[in++]);
            }
        }
        return out;
    }

    private void step(byte b) throws IOException {
        switch (state) {
            case SIZE -> size(b);
            case EXTENSION -> {
                if (b == '\n') {
                    sizeEnds();
                }
            }
            case DATA_END -> {
                if (b == '\n') {
                    state = SIZE;
                    digits = 0;
                } else if (b != '\r') {
                    throw broken();
                }
            }
            case TRAILER -> trailer(b);
            default -> throw new IllegalStateException("no step in state " + state);
        }
    }

    private void size(byte b) throws IOException {
        int digit = Character.digit(b, 16);
        if (digit >= 0) {
            remaining = remaining * 16 + digit;
            digits++;
            if (remaining > LARGEST_SIZE || digits > 16) {
                throw broken();
            }
        } else if (digits == 0) {
            throw broken();
        } else if (b == '\n') {
            sizeEnds();
        } else if (b == '\r' || b == ';' || b == ' ') {
            state = EXTENSION;
        } else {
            throw broken();
        }
    }

    private void sizeEnds() {
        if (remaining == 0) {
            state = TRAILER;
            trailerLine = 0;
        } else {
            state = DATA;
        }
    }

    private void trailer(byte b) {
        if (b == '\n') {
            if (trailerLine == 0) {
                state = END;
            }
            trailerLine = 0;
        } else if (b != '\r') {
            trailerLine++;
        }
    }

    private static IOException broken() {
        return new IOException("the engine's answer is not well-formed chunked coding");
    }
}
