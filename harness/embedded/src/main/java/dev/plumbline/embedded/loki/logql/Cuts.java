package dev.plumbline.embedded.loki.logql;

/** Cuts pieces off a text; counts are of characters. */
final class Cuts {
    private Cuts() {}

    static String trunc(long count, String text) {
        int length = text.codePointCount(0, text.length());
        if (count < 0 && length + count > 0) {
            return text.substring(text.offsetByCodePoints(0, (int) (length + count)));
        }
        return count >= 0 && length > count ? text.substring(0, text.offsetByCodePoints(0, (int) count)) : text;
    }

    /** From one byte to another, as the library counts; a negative start means from the front, a negative end to it. */
    static String substr(long start, long end, String text) {
        byte[] bytes = text.getBytes(java.nio.charset.StandardCharsets.UTF_8);
        int from = (int) Math.max(0, start);
        int to = end < 0 || end > bytes.length ? bytes.length : (int) end;
        if (start < 0) {
            return new String(bytes, 0, to, java.nio.charset.StandardCharsets.UTF_8);
        }
        return from >= to ? "" : new String(bytes, from, to - from, java.nio.charset.StandardCharsets.UTF_8);
    }

    static String trim(String text, String cutset, boolean left, boolean right) {
        int from = 0;
        int to = text.length();
        while (left && from < to && cutset.indexOf(text.codePointAt(from)) >= 0) {
            from += Character.charCount(text.codePointAt(from));
        }
        while (right && to > from && cutset.indexOf(text.codePointBefore(to)) >= 0) {
            to -= Character.charCount(text.codePointBefore(to));
        }
        return text.substring(from, to);
    }

    static String withoutPrefix(String text, String prefix) {
        return text.startsWith(prefix) ? text.substring(prefix.length()) : text;
    }

    static String withoutSuffix(String text, String suffix) {
        return text.endsWith(suffix) ? text.substring(0, text.length() - suffix.length()) : text;
    }
}
