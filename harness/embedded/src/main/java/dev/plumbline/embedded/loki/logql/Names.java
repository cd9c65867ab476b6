package dev.plumbline.embedded.loki.logql;

/** Makes label names of whatever was found in a line. */
final class Names {
    private Names() {}

    /** A whole name: what is no letter, digit or underscore becomes an underscore, and one goes before a digit. */
    static String sanitize(String key) {
        String trimmed = key.strip();
        if (trimmed.isEmpty()) {
            return "";
        }
        char first = trimmed.charAt(0);
        return (first >= '0' && first <= '9' ? "_" : "") + part(trimmed);
    }

    /** A part of a name that is joined to others: an invalid byte each becomes an underscore. */
    static String part(String text) {
        StringBuilder out = new StringBuilder(text.length());
        text.codePoints().forEach(c -> out.append(valid(c) ? (char) c : '_'));
        return out.toString();
    }

    private static boolean valid(int c) {
        return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9' || c == '_';
    }
}
