package dev.plumbline.collector.template;

import dev.plumbline.collector.golang.GoText;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.function.IntPredicate;

/** Sprig's functions on words and their letters. */
final class SprigWords {
    private SprigWords() {}

    static void addTo(Map<String, Function> all) {
        Functions.add(all, "abbrev", "is", c -> c.whole(0) < 4 ? c.text(1) : abbreviated(c.text(1), 0, c.count(0)));
        Functions.add(all, "abbrevboth", "iis", c -> abbreviatedBoth(c.count(0), c.count(1), c.text(2)));
        Functions.add(all, "title", "s", c -> firsts(c.text(0), SprigWords::separates, true));
        Functions.add(all, "untitle", "s", c -> firsts(c.text(0), GoText::isSpace, false));
        Functions.add(all, "nospace", "s", c -> withoutSpace(c.text(0)));
        Functions.add(all, "initials", "s", c -> initials(c.text(0)));
        Functions.add(all, "swapcase", "s", c -> swapCase(c.text(0)));
        Functions.add(all, "wrap", "is", c -> Wrapping.wrap(c.text(1), c.count(0), "\n", false));
        Functions.add(all, "wrapWith", "iss", c -> Wrapping.wrap(c.text(2), c.count(0), c.text(1), true));
        Functions.add(all, "camelcase", "s", c -> WordCase.pascal(c.text(0)));
        Functions.add(all, "snakecase", "s", c -> WordCase.joined(c.text(0), '_'));
        Functions.add(all, "kebabcase", "s", c -> WordCase.joined(c.text(0), '-'));
    }

    private static String abbreviatedBoth(int left, int right, String text) {
        return right < 4 || left > 0 && right < 7 ? text : abbreviated(text, left, right);
    }

    /** Works on bytes, as Sprig does. */
    private static String abbreviated(String text, int from, int width) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        if (bytes.length <= width) {
            return text;
        }
        int offset = Math.min(from, bytes.length);
        if (bytes.length - offset < width - 3) {
            offset = bytes.length - (width - 3);
        }
        if (offset <= 4) {
            return part(bytes, 0, width - 3) + "...";
        }
        if (width < 7) {
            return "";
        }
        if (offset + width - 3 < bytes.length) {
            return "..." + abbreviated(part(bytes, offset, bytes.length), 0, width - 3);
        }
        return "..." + part(bytes, bytes.length - (width - 3), bytes.length);
    }

    private static String part(byte[] bytes, int from, int to) {
        return new String(bytes, from, to - from, StandardCharsets.UTF_8);
    }

    /** What ends a word for Go's strings.Title. */
    private static boolean separates(int c) {
        if (c <= 0x7f) {
            return !Character.isLetterOrDigit(c) && c != '_';
        }
        return !Character.isLetter(c) && !Character.isDigit(c) && GoText.isSpace(c);
    }

    private static String firsts(String text, IntPredicate gap, boolean upper) {
        StringBuilder out = new StringBuilder();
        boolean first = true;
        for (int c : text.codePoints().toArray()) {
            boolean isGap = gap.test(c);
            int changed = upper ? Character.toTitleCase(c) : Character.toLowerCase(c);
            out.appendCodePoint(first && !isGap ? changed : c);
            first = isGap;
        }
        return out.toString();
    }

    private static String withoutSpace(String text) {
        StringBuilder out = new StringBuilder();
        text.codePoints().filter(c -> !GoText.isSpace(c)).forEach(out::appendCodePoint);
        return out.toString();
    }

    private static String initials(String text) {
        StringBuilder out = new StringBuilder();
        boolean first = true;
        for (byte b : text.getBytes(StandardCharsets.UTF_8)) {
            boolean gap = GoText.isSpace(b & 0xff);
            if (first && !gap) {
                out.append((char) (b & 0xff));
            }
            first = gap;
        }
        return out.toString();
    }

    private static String swapCase(String text) {
        StringBuilder out = new StringBuilder();
        boolean first = true;
        for (int c : text.codePoints().toArray()) {
            if (Character.isUpperCase(c) || Character.isTitleCase(c)) {
                out.appendCodePoint(Character.toLowerCase(c));
                first = false;
            } else if (Character.isLowerCase(c)) {
                out.appendCodePoint(first ? Character.toTitleCase(c) : Character.toUpperCase(c));
                first = false;
            } else {
                out.appendCodePoint(c);
                first = GoText.isSpace(c);
            }
        }
        return out.toString();
    }
}
