package dev.plumbline.collector.template;

import dev.plumbline.collector.golang.GoStrings;
import dev.plumbline.collector.golang.GoText;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.zip.Adler32;

/** Sprig's functions on strings. */
final class SprigText {
    private static final int LONGEST = 16 << 20;

    private SprigText() {}

    static void addTo(Map<String, Function> all) {
        Functions.add(all, "hello", "", c -> "Hello!");
        Functions.add(all, "trunc", "is", c -> trunc(c.whole(0), c.text(1)));
        Functions.add(all, "trim", "s", c -> trimSpace(c.text(0)));
        Functions.add(all, "upper", "s", c -> upper(c.text(0)));
        Functions.add(all, "lower", "s", c -> lower(c.text(0)));
        Functions.add(all, "substr", "iis", c -> substring(c.whole(0), c.whole(1), c.text(2)));
        Functions.add(all, "repeat", "is", c -> repeat(c.whole(0), c.text(1)));
        Functions.add(all, "trimall", "ss", c -> trim(c.text(1), c.text(0), true, true));
        Functions.add(all, "trimAll", "ss", c -> trim(c.text(1), c.text(0), true, true));
        Functions.add(all, "trimSuffix", "ss", c -> withoutSuffix(c.text(1), c.text(0)));
        Functions.add(all, "trimPrefix", "ss", c -> withoutPrefix(c.text(1), c.text(0)));
        Functions.add(all, "contains", "ss", c -> c.text(1).contains(c.text(0)));
        Functions.add(all, "hasPrefix", "ss", c -> c.text(1).startsWith(c.text(0)));
        Functions.add(all, "hasSuffix", "ss", c -> c.text(1).endsWith(c.text(0)));
        Functions.variadic(all, "quote", "a", c -> quoted(c.arguments()));
        Functions.variadic(all, "squote", "a", c -> joined(c.arguments(), "'", "'"));
        Functions.variadic(all, "cat", "a", c -> joined(c.arguments(), "", ""));
        Functions.add(all, "indent", "is", c -> indent(c.whole(0), c.text(1)));
        Functions.add(all, "nindent", "is", c -> "\n" + indent(c.whole(0), c.text(1)));
        Functions.add(all, "replace", "sss", c -> GoText.replace(c.text(2), c.text(0), c.text(1), -1));
        Functions.add(all, "plural", "ssi", c -> c.whole(2) == 1 ? c.text(0) : c.text(1));
        Functions.add(all, "sha1sum", "s", c -> AlloyFunctions.digest("SHA-1", c.text(0)));
        Functions.add(all, "sha256sum", "s", c -> AlloyFunctions.digest("SHA-256", c.text(0)));
        Functions.add(all, "sha512sum", "s", c -> AlloyFunctions.digest("SHA-512", c.text(0)));
        Functions.add(all, "adler32sum", "s", c -> adler32(c.text(0)));
        Functions.add(all, "toString", "a", c -> string(c.value(0)));
        Functions.add(all, "fail", "s", c -> {
            throw new TemplateException(c.text(0));
        });
    }

    static String string(Object value) {
        return value == Nil.NIL ? "<nil>" : Values.plain(value);
    }

    static String lower(String text) {
        return GoStrings.toLower(text);
    }

    static String upper(String text) {
        return GoStrings.toUpper(text);
    }

    static String trimSpace(String text) {
        return GoStrings.trimSpace(text);
    }

    static String trim(String text, String set, boolean left, boolean right) {
        return GoText.trim(text, c -> set.indexOf(c) >= 0, left, right);
    }

    static String withoutPrefix(String text, String prefix) {
        return text.startsWith(prefix) ? text.substring(prefix.length()) : text;
    }

    static String withoutSuffix(String text, String suffix) {
        return text.endsWith(suffix) ? text.substring(0, text.length() - suffix.length()) : text;
    }

    private static String bytes(byte[] bytes, long from, long to) throws TemplateException {
        if (from < 0 || to > bytes.length || from > to) {
            throw new TemplateException("slice bounds out of range");
        }
        return new String(bytes, (int) from, (int) (to - from), StandardCharsets.UTF_8);
    }

    private static String trunc(long count, String text) throws TemplateException {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        if (count < 0 && bytes.length + count > 0) {
            return bytes(bytes, bytes.length + count, bytes.length);
        }
        return count >= 0 && bytes.length > count ? bytes(bytes, 0, count) : text;
    }

    private static String substring(long start, long end, String text) throws TemplateException {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        if (start < 0) {
            return bytes(bytes, 0, end);
        }
        return bytes(bytes, start, end < 0 || end > bytes.length ? bytes.length : end);
    }

    private static String repeat(long count, String text) throws TemplateException {
        if (count < 0 || count * text.length() > LONGEST) {
            throw new TemplateException("repeat: the count is negative or the result too long");
        }
        return text.repeat((int) count);
    }

    private static String indent(long spaces, String text) throws TemplateException {
        String pad = repeat(spaces, " ");
        return pad + text.replace("\n", "\n" + pad);
    }

    private static String quoted(List<Object> values) {
        List<String> quoted = new ArrayList<>();
        for (Object value : values) {
            if (value != Nil.NIL) {
                quoted.add(GoStrings.quote(string(value)));
            }
        }
        return String.join(" ", quoted);
    }

    private static String joined(List<Object> values, String before, String after) {
        List<String> texts = new ArrayList<>();
        for (Object value : values) {
            if (value != Nil.NIL) {
                texts.add(before + string(value) + after);
            }
        }
        return String.join(" ", texts);
    }

    private static String adler32(String text) {
        Adler32 sum = new Adler32();
        sum.update(text.getBytes(StandardCharsets.UTF_8));
        return Long.toString(sum.getValue());
    }
}
