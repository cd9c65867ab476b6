package dev.plumbline.collector.syntax;

import dev.plumbline.collector.config.Position;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** The bytes of one configuration file, and where its lines begin. */
public final class Source {
    private final String name;
    private final byte[] bytes;
    private final int[] lineStarts;

    /**
     * Makes a source.
     *
     * @param name the file's name as given, used in messages
     * @param bytes its content, never changed
     */
    public Source(String name, byte[] bytes) {
        this.name = name;
        this.bytes = bytes.clone();
        this.lineStarts = lineStarts(this.bytes);
    }

    /** Makes a source of text. */
    public static Source of(String name, String text) {
        return new Source(name, text.getBytes(StandardCharsets.UTF_8));
    }

    private static int[] lineStarts(byte[] bytes) {
        int[] starts = new int[16];
        int count = 1;
        for (int i = 0; i < bytes.length; i++) {
            if (bytes[i] == '\n') {
                if (count == starts.length) {
                    starts = Arrays.copyOf(starts, count * 2);
                }
                starts[count++] = i + 1;
            }
        }
        return Arrays.copyOf(starts, count);
    }

    public String name() {
        return name;
    }

    int length() {
        return bytes.length;
    }

    /** Returns the byte at an offset as 0..255, or -1 at and after the end. */
    int at(int offset) {
        return offset < bytes.length ? bytes[offset] & 0xff : -1;
    }

    /** Returns the text from {@code first} up to and without {@code end}; bytes that are not UTF-8 become U+FFFD. */
    public String text(int first, int end) {
        return new String(bytes, first, end - first, StandardCharsets.UTF_8);
    }

    /** Returns how many lines there are; a last line without line end counts. */
    public int lines() {
        return lineStarts.length;
    }

    /** Returns one line, from 1, without its line end. */
    public String line(int number) {
        int first = lineStarts[number - 1];
        int end = number < lineStarts.length ? lineStarts[number] - 1 : bytes.length;
        if (end > first && bytes[end - 1] == '\r') {
            end--;
        }
        return text(first, end);
    }

    /** Returns the offset of the first byte of a line, from 1. */
    int lineStart(int number) {
        return lineStarts[number - 1];
    }

    /** Returns the line, from 1, that an offset lies on. */
    public int lineOf(int offset) {
        int found = Arrays.binarySearch(lineStarts, offset);
        return found >= 0 ? found + 1 : -found - 1;
    }

    /**
     * Returns the position of a stretch of bytes.
     *
     * @param first offset of its first byte
     * @param last offset of its last byte; what lies on later lines is not underlined
     */
    public Position position(int first, int last) {
        int line = lineOf(first);
        int start = lineStarts[line - 1];
        int lineEnd = line < lineStarts.length ? lineStarts[line] - 2 : bytes.length - 1;
        int length = Math.max(1, Math.min(last, lineEnd) - first + 1);
        return new Position(name, line, first - start + 1, length);
    }

    /** Returns the position of one byte. */
    public Position position(int offset) {
        return position(offset, offset);
    }
}
