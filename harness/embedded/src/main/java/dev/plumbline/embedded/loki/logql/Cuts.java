package dev.plumbline.embedded.loki.logql;

import dev.plumbline.embedded.gotemplate.TemplateException;
import java.nio.charset.StandardCharsets;

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

    /**
     * From one byte to another, as the library counts; a negative start means from the front, a negative end to it.
     *
     * @throws TemplateException in Go's words if there are no such bytes
     */
    static String substr(long start, long end, String text) throws TemplateException {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        int length = bytes.length;
        if (start < 0) {
            if (end < 0 || end > length) {
                throw outOfRange(":" + end + "]" + (end < 0 ? "" : " with length " + length));
            }
            return new String(bytes, 0, (int) end, StandardCharsets.UTF_8);
        }
        long to = end < 0 || end > length ? length : end;
        if (start > to) {
            throw outOfRange(start + ":" + to + "]");
        }
        return new String(bytes, (int) start, (int) (to - start), StandardCharsets.UTF_8);
    }

    private static TemplateException outOfRange(String bounds) {
        return new TemplateException("runtime error: slice bounds out of range [" + bounds);
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
