package dev.plumbline.collector.template;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Breaks lines between words, counting bytes. */
final class Wrapping {
    private Wrapping() {}

    static String wrap(String text, int width, String lineEnd, boolean breakWords) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        int wide = Math.max(1, width);
        String end = lineEnd.isEmpty() ? "\n" : lineEnd;
        StringBuilder out = new StringBuilder();
        int from = 0;
        while (bytes.length - from > wide) {
            if (bytes[from] == ' ') {
                from++;
                continue;
            }
            int space = last(bytes, from, from + wide);
            int stop = space;
            if (space < 0 && breakWords) {
                stop = from + wide;
            } else if (space < 0) {
                stop = next(bytes, from + wide);
            }
            if (stop < 0) {
                return out.append(part(bytes, from, bytes.length)).toString();
            }
            out.append(part(bytes, from, stop)).append(end);
            from = space < 0 && breakWords ? stop : stop + 1;
        }
        return out.append(part(bytes, from, bytes.length)).toString();
    }

    private static String part(byte[] bytes, int from, int to) {
        return new String(Arrays.copyOfRange(bytes, from, to), StandardCharsets.UTF_8);
    }

    private static int last(byte[] bytes, int from, int to) {
        for (int i = to; i >= from; i--) {
            if (bytes[i] == ' ') {
                return i;
            }
        }
        return -1;
    }

    private static int next(byte[] bytes, int from) {
        for (int i = from; i < bytes.length; i++) {
            if (bytes[i] == ' ') {
                return i;
            }
        }
        return -1;
    }
}
