package dev.plumbline.collector.syntax;

/** What may stand in an identifier. */
public final class Letters {
    private Letters() {}

    static boolean isLetter(int c) {
        return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c == '_' || c >= 0x80 && Character.isLetter(c);
    }

    static boolean isDecimal(int c) {
        return c >= '0' && c <= '9';
    }

    static boolean isDigit(int c) {
        return isDecimal(c) || c >= 0x80 && Character.isDigit(c);
    }

    /** Tells whether a text is an identifier: a letter or underscore, then letters, underscores and digits. */
    public static boolean isIdentifier(String text) {
        if (text.isEmpty() || !isLetter(text.codePointAt(0))) {
            return false;
        }
        return text.codePoints().allMatch(c -> isLetter(c) || isDigit(c));
    }

    /** Returns the identifier nearest to a text that is not empty: what may not stand there becomes an underscore. */
    public static String toIdentifier(String text) {
        StringBuilder out = new StringBuilder();
        if (isDigit(text.codePointAt(0))) {
            out.append('_');
        }
        text.codePoints().forEach(c -> out.appendCodePoint(isLetter(c) || isDigit(c) ? c : '_'));
        return out.toString();
    }
}
