package dev.plumbline.embedded.otlp;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

/**
 * Walks over the bytes of a JSON text and words what is wrong with it, as the Collector's reader does.
 *
 * <p>That reader goes on after the end of its input, reading zero bytes, until something is wrong with those; only where
 * nothing is, the end itself is the error. What it does not look at, such as what follows the value, may be anything.
 */
class JsonCursor {
    private static final int NEAR = 10;
    private static final int AROUND = 50;

    private final byte[] bytes;
    private int head;
    private boolean ended;

    JsonCursor(byte[] bytes) {
        this.bytes = bytes;
    }

    /** Tells whether the input ended within the value. */
    boolean ended() {
        return ended;
    }

    int head() {
        return head;
    }

    void moveTo(int position) {
        head = position;
    }

    int length() {
        return bytes.length;
    }

    /** Returns a byte without moving, 0 behind the end. */
    int at(int position) {
        return position < bytes.length ? bytes[position] & 0xFF : 0;
    }

    /** Takes the next byte; 0 at the end. */
    int take() {
        if (head >= bytes.length) {
            end();
            return 0;
        }
        return bytes[head++] & 0xFF;
    }

    void end() {
        head = bytes.length;
        ended = true;
    }

    /** Takes the next byte that is no white space; 0 at the end. */
    int token() {
        while (head < bytes.length && isSpace(bytes[head])) {
            head++;
        }
        return take();
    }

    private static boolean isSpace(int b) {
        return b == ' ' || b == '\n' || b == '\t' || b == '\r';
    }

    /** Goes back by one byte, unless the input has ended. */
    void back() {
        if (!ended) {
            head--;
        }
    }

    /** Returns the next byte that is no white space, and stays before it. */
    int next() {
        int token = token();
        back();
        return token;
    }

    /** Takes the rest of a word such as {@code null}, whose first letter was taken. */
    void rest(String word) {
        for (int i = 0; i < word.length(); i++) {
            if (take() != word.charAt(i)) {
                throw error(word.length() == 3 ? "skipThreeBytes" : "skipFourBytes", "expect " + word);
            }
        }
    }

    String text(int from, int to) {
        return new String(bytes, from, to - from, StandardCharsets.UTF_8);
    }

    /** Returns a byte as text. */
    static String shown(int b) {
        if (b >= 0x80) {
            throw OtlpException.unprintable();
        }
        return Character.toString(b);
    }

    /** Returns the error of an operation, with the text around the place. */
    OtlpException error(String operation, String problem) {
        int near = Math.max(0, head - NEAR);
        int around = Math.max(0, head - AROUND);
        try {
            return new OtlpException(operation + ": " + problem + ", error found in #" + (head - near)
                    + " byte of ...|" + exact(near, head + NEAR) + "|..., bigger context ...|"
                    + exact(around, head + AROUND) + "|...");
        } catch (CharacterCodingException e) {
            return OtlpException.unprintable();
        }
    }

    /** Returns a piece of the input, unless it was cut within a character. */
    private String exact(int from, int to) throws CharacterCodingException {
        return StandardCharsets.UTF_8
                .newDecoder()
                .decode(ByteBuffer.wrap(bytes, from, Math.min(bytes.length, to) - from))
                .toString();
    }
}
