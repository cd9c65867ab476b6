package dev.plumbline.collector.golang;

import java.util.ArrayList;
import java.util.List;
import java.util.function.IntPredicate;

/** Work on strings by the rules of Go's package strings. */
public final class GoText {
    private GoText() {}

    /** Tells whether Go's unicode.IsSpace holds. */
    public static boolean isSpace(int c) {
        return switch (c) {
            case ' ', '\t', '\n', '\u000b', '\f', '\r', 0x85, 0xA0, 0x1680, 0x2028, 0x2029, 0x202f, 0x205f, 0x3000 ->
                true;
            default -> c >= 0x2000 && c <= 0x200a;
        };
    }

    /** Takes characters off the ends. */
    public static String trim(String text, IntPredicate cut, boolean left, boolean right) {
        int start = 0;
        int end = text.length();
        while (left && start < end && cut.test(text.codePointAt(start))) {
            start += Character.charCount(text.codePointAt(start));
        }
        while (right && end > start && cut.test(text.codePointBefore(end))) {
            end -= Character.charCount(text.codePointBefore(end));
        }
        return text.substring(start, end);
    }

    /** Replaces the first {@code most} occurrences, all where it is negative; the empty text occurs around every character. */
    public static String replace(String text, String old, String replacement, int most) {
        if (old.equals(replacement) || most == 0) {
            return text;
        }
        StringBuilder out = new StringBuilder();
        int from = 0;
        int done = 0;
        while (most < 0 || done < most) {
            int found = old.isEmpty() ? nextGap(text, from, done) : text.indexOf(old, from);
            if (found < 0) {
                break;
            }
            out.append(text, from, found).append(replacement);
            from = found + old.length();
            done++;
        }
        return out.append(text, from, text.length()).toString();
    }

    private static int nextGap(String text, int from, int done) {
        if (done == 0) {
            return 0;
        }
        return from < text.length() ? from + Character.charCount(text.codePointAt(from)) : -1;
    }

    /** Splits at a separator into at most {@code most} parts, any number where it is negative; the empty one splits characters. */
    public static List<String> split(String text, String separator, int most) {
        List<String> parts = new ArrayList<>();
        if (most == 0) {
            return parts;
        }
        int from = 0;
        while (most < 0 || parts.size() < most - 1) {
            int found;
            if (separator.isEmpty()) {
                found = from < text.length() ? from + Character.charCount(text.codePointAt(from)) : -1;
                if (found >= text.length()) {
                    found = -1;
                }
            } else {
                found = text.indexOf(separator, from);
            }
            if (found < 0) {
                break;
            }
            parts.add(text.substring(from, found));
            from = found + separator.length();
        }
        if (!separator.isEmpty() || from < text.length()) {
            parts.add(text.substring(from));
        }
        return parts;
    }
}
