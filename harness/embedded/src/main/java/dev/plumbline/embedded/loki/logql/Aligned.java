package dev.plumbline.embedded.loki.logql;

/** Cuts or pads a text to so many characters; a negative count leaves it as it is. */
final class Aligned {
    private Aligned() {}

    static String left(long count, String text) {
        int length = text.codePointCount(0, text.length());
        if (count < 0 || count == length) {
            return text;
        }
        return count > length
                ? text + " ".repeat((int) (count - length))
                : text.substring(0, text.offsetByCodePoints(0, (int) count));
    }

    static String right(long count, String text) {
        int length = text.codePointCount(0, text.length());
        if (count < 0 || count == length) {
            return text;
        }
        return count > length
                ? " ".repeat((int) (count - length)) + text
                : text.substring(text.offsetByCodePoints(0, (int) (length - count)));
    }
}
