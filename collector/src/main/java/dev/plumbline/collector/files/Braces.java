package dev.plumbline.collector.files;

import java.util.ArrayList;
import java.util.List;

/** Writes a pattern with alternatives out as several without. */
final class Braces {
    private Braces() {}

    /**
     * Writes a pattern out.
     *
     * @param most how many patterns it may become
     * @throws IllegalArgumentException if a brace is not closed, or it would become more
     */
    static List<String> expand(String pattern, int most) {
        int open = find(pattern, 0, '{');
        if (open < 0) {
            if (find(pattern, 0, '}') >= 0) {
                throw new IllegalArgumentException("a } closes nothing");
            }
            return List.of(pattern);
        }
        List<String> all = new ArrayList<>();
        int close = close(pattern, open);
        for (String part : parts(pattern.substring(open + 1, close))) {
            all.addAll(expand(pattern.substring(0, open) + part + pattern.substring(close + 1), most));
            if (all.size() > most) {
                throw new IllegalArgumentException("it stands for more than " + most + " patterns");
            }
        }
        return all;
    }

    private static int find(String text, int from, char wanted) {
        for (int i = from; i < text.length(); i++) {
            if (text.charAt(i) == '\\') {
                i++;
            } else if (text.charAt(i) == wanted) {
                return i;
            }
        }
        return -1;
    }

    private static int close(String text, int open) {
        int depth = 0;
        for (int i = open; i < text.length(); i++) {
            switch (text.charAt(i)) {
                case '\\' -> i++;
                case '{' -> depth++;
                case '}' -> {
                    if (--depth == 0) {
                        return i;
                    }
                }
                default -> {
                    // part of an alternative
                }
            }
        }
        throw new IllegalArgumentException("a { is not closed");
    }

    private static List<String> parts(String text) {
        List<String> parts = new ArrayList<>();
        int depth = 0;
        int begin = 0;
        for (int i = 0; i < text.length(); i++) {
            switch (text.charAt(i)) {
                case '\\' -> i++;
                case '{' -> depth++;
                case '}' -> depth--;
                case ',' -> {
                    if (depth == 0) {
                        parts.add(text.substring(begin, i));
                        begin = i + 1;
                    }
                }
                default -> {
                    // part of an alternative
                }
            }
        }
        parts.add(text.substring(begin));
        return parts;
    }
}
