package dev.plumbline.collector.golang;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** Go's {@code strings} and {@code strconv.Quote}, rune by rune. */
public final class GoStrings {
    private GoStrings() {}

    /** Returns the text in double quotes, with what is not printable escaped. */
    public static String quote(String text) {
        StringBuilder out = new StringBuilder(text.length() + 2).append('"');
        text.codePoints().forEach(c -> escaped(c, '"', out));
        return out.append('"').toString();
    }

    static void escaped(int c, char quote, StringBuilder out) {
        switch (c) {
            case 0x07 -> out.append("\\a");
            case '\b' -> out.append("\\b");
            case '\f' -> out.append("\\f");
            case '\n' -> out.append("\\n");
            case '\r' -> out.append("\\r");
            case '\t' -> out.append("\\t");
            case 0x0B -> out.append("\\v");
            case '\\' -> out.append("\\\\");
            default -> {
                if (c == quote) {
                    out.append('\\').append(quote);
                } else if (isPrintable(c)) {
                    out.appendCodePoint(c);
                } else if (c < 0x80) {
                    out.append(String.format("\\x%02x", c));
                } else {
                    out.append(String.format(c < 0x10000 ? "\\u%04x" : "\\U%08x", c));
                }
            }
        }
    }

    /** Tells whether Go prints a rune as it is: letters, marks, numbers, punctuation, symbols and the plain space. */
    public static boolean isPrintable(int c) {
        if (c < 0x80) {
            return c >= 0x20 && c < 0x7f;
        }
        return switch (Character.getType(c)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.SURROGATE,
                    Character.PRIVATE_USE,
                    Character.UNASSIGNED,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR,
                    Character.SPACE_SEPARATOR -> false;
            default -> true;
        };
    }

    /** Tells whether Go counts a rune as white space. */
    public static boolean isSpace(int c) {
        return switch (c) {
            case '\t', '\n', 0x0B, '\f', '\r', ' ', 0x85, 0xA0 -> true;
            default -> c > 0xff && Character.isSpaceChar(c);
        };
    }

    /** Returns the text in upper case, one rune for one rune. */
    public static String toUpper(String text) {
        return mapped(text.codePoints().map(Character::toUpperCase).toArray());
    }

    /** Returns the text in lower case, one rune for one rune. */
    public static String toLower(String text) {
        return mapped(text.codePoints().map(Character::toLowerCase).toArray());
    }

    private static String mapped(int[] runes) {
        return new String(runes, 0, runes.length);
    }

    /** Cuts runes of a set from both ends. */
    public static String trim(String text, String set) {
        return trim(text, c -> set.indexOf(c) >= 0);
    }

    /** Cuts white space from both ends. */
    public static String trimSpace(String text) {
        return trim(text, GoStrings::isSpace);
    }

    private static String trim(String text, java.util.function.IntPredicate cut) {
        int[] runes = text.codePoints().toArray();
        int first = 0;
        int end = runes.length;
        while (first < end && cut.test(runes[first])) {
            first++;
        }
        while (end > first && cut.test(runes[end - 1])) {
            end--;
        }
        return new String(runes, first, end - first);
    }

    /** Cuts the text at every separator; an empty separator cuts after every rune. */
    public static List<String> split(String text, String separator) {
        List<String> parts = new ArrayList<>();
        if (separator.isEmpty()) {
            text.codePoints().forEach(c -> parts.add(Character.toString(c)));
            return parts;
        }
        int from = 0;
        for (int at = text.indexOf(separator); at >= 0; at = text.indexOf(separator, from)) {
            parts.add(text.substring(from, at));
            from = at + separator.length();
        }
        parts.add(text.substring(from));
        return parts;
    }

    /** Replaces every occurrence; an empty one is found before every rune and at the end. */
    public static String replaceAll(String text, String old, String with) {
        if (!old.isEmpty()) {
            return text.replace(old, with);
        }
        StringBuilder out = new StringBuilder(with);
        text.codePoints().forEach(c -> out.appendCodePoint(c).append(with));
        return out.toString();
    }

    /** Compares as Go does, by the bytes of UTF-8. */
    public static int compare(String a, String b) {
        return java.util.Arrays.compareUnsigned(a.getBytes(StandardCharsets.UTF_8), b.getBytes(StandardCharsets.UTF_8));
    }

    /** Joins path elements and cleans the result as Go's {@code filepath.Join} does on Linux. */
    public static String joinPath(List<String> elements) {
        List<String> given = elements.stream().filter(e -> !e.isEmpty()).toList();
        return given.isEmpty() ? "" : cleanPath(String.join("/", given));
    }

    private static String cleanPath(String path) {
        boolean rooted = path.startsWith("/");
        List<String> kept = new ArrayList<>();
        for (String part : path.split("/", -1)) {
            if (part.equals("..")) {
                if (!kept.isEmpty() && !kept.getLast().equals("..")) {
                    kept.removeLast();
                } else if (!rooted) {
                    kept.add(part);
                }
            } else if (!part.isEmpty() && !part.equals(".")) {
                kept.add(part);
            }
        }
        String joined = String.join("/", kept);
        return rooted ? "/" + joined : joined.isEmpty() ? "." : joined;
    }
}
