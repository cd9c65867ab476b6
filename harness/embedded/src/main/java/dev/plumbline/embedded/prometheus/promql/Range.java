package dev.plumbline.embedded.prometheus.promql;

import java.nio.charset.StandardCharsets;

/**
 * A part of an expression's text.
 *
 * @param start index of its first character, negative if unknown
 * @param end index behind its last character
 */
public record Range(int start, int end) {
    /** Returns the part from the start of this to the end of another. */
    Range to(Range last) {
        return new Range(start, last.end);
    }

    /** Writes where it starts as line and column, both from 1, columns in bytes of UTF-8. */
    public String position(String query) {
        if (query.isEmpty()) {
            return "unknown position";
        }
        if (start < 0 || start > query.length()) {
            return "invalid position";
        }
        String before = query.substring(0, start);
        int line = 1 + (int) before.chars().filter(c -> c == '\n').count();
        String inLine = before.substring(before.lastIndexOf('\n') + 1);
        return line + ":" + (inLine.getBytes(StandardCharsets.UTF_8).length + 1);
    }
}
