package dev.plumbline.collector.write;

import java.util.Map;

/** Quotes as Go does, which is how Loki reads label sets. */
final class GoText {
    private GoText() {}

    /** Writes a label set in its order, such as {@code {a="b", c="d"}}. */
    static String labels(Map<String, String> labels) {
        StringBuilder text = new StringBuilder("{");
        labels.forEach((name, value) -> {
            if (text.length() > 1) {
                text.append(", ");
            }
            text.append(name).append('=');
            quote(text, value);
        });
        return text.append('}').toString();
    }

    static void quote(StringBuilder text, String value) {
        text.append('"');
        value.codePoints().forEach(c -> {
            switch (c) {
                case '"' -> text.append("\\\"");
                case '\\' -> text.append("\\\\");
                case '\n' -> text.append("\\n");
                case '\r' -> text.append("\\r");
                case '\t' -> text.append("\\t");
                case 7 -> text.append("\\a");
                case '\b' -> text.append("\\b");
                case '\f' -> text.append("\\f");
                case 11 -> text.append("\\v");
                default -> other(text, c);
            }
        });
        text.append('"');
    }

    private static void other(StringBuilder text, int c) {
        if (c < 0x20 || c == 0x7f) {
            text.append(String.format("\\x%02x", c));
        } else if (c >= 0xd800 && c <= 0xdfff) {
            text.append('\ufffd');
        } else {
            text.appendCodePoint(c);
        }
    }
}
