package dev.plumbline.collector.json;

/** The part of a string that follows a backslash. */
final class JsonEscape {
    private JsonEscape() {}

    /** Appends what the escape at {@code i} stands for, and returns where the string goes on. */
    static int append(String text, int i, StringBuilder out) throws JsonException {
        char c = text.charAt(i);
        switch (c) {
            case 'u' -> {
                return unicode(text, i + 1, out);
            }
            case '"', '\\', '/' -> out.append(c);
            case 'b' -> out.append('\b');
            case 'f' -> out.append('\f');
            case 'n' -> out.append('\n');
            case 'r' -> out.append('\r');
            case 't' -> out.append('\t');
            default -> throw new JsonException("invalid escape \\" + c);
        }
        return i + 1;
    }

    private static int unicode(String text, int i, StringBuilder out) throws JsonException {
        char first = hex(text, i);
        int after = i + 4;
        if (!Character.isSurrogate(first)) {
            out.append(first);
            return after;
        }
        if (text.startsWith("\\u", after)) {
            char second = hex(text, after + 2);
            if (Character.isHighSurrogate(first) && Character.isLowSurrogate(second)) {
                out.append(first).append(second);
            } else {
                out.append('\uFFFD').append(Character.isSurrogate(second) ? '\uFFFD' : second);
            }
            return after + 6;
        }
        out.append('\uFFFD');
        return after;
    }

    private static char hex(String text, int i) throws JsonException {
        if (i + 4 > text.length()) {
            throw new JsonException("expected four hexadecimal digits");
        }
        int value = 0;
        for (int k = i; k < i + 4; k++) {
            int digit = Character.digit(text.charAt(k), 16);
            if (digit < 0 || text.charAt(k) > 'f') {
                throw new JsonException("expected four hexadecimal digits");
            }
            value = value * 16 + digit;
        }
        return (char) value;
    }
}
