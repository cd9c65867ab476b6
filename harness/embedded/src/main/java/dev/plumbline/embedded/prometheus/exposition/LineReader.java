package dev.plumbline.embedded.prometheus.exposition;

import dev.plumbline.embedded.prometheus.model.GoText;
import java.util.Locale;

/** Reads one line of an exposition from left to right. */
final class LineReader {
    private static final int SHOWN = 60;

    private final String line;
    private final int number;
    private int pos;

    LineReader(String line, int number) {
        this.line = line;
        this.number = number;
    }

    ExpositionException wrong(String expected) {
        String rest = line.substring(Math.min(pos, line.length()));
        String shown = rest.length() > SHOWN ? rest.substring(0, SHOWN) + "…" : rest;
        return new ExpositionException(
                "line " + number + ":" + (pos + 1) + ": expected " + expected + ", found " + GoText.quote(shown));
    }

    boolean atEnd() {
        return pos >= line.length();
    }

    char peek() {
        return atEnd() ? '\n' : line.charAt(pos);
    }

    boolean accept(char c) {
        if (peek() == c && !atEnd()) {
            pos++;
            return true;
        }
        return false;
    }

    /** Skips blanks and tells whether there were any. */
    boolean skipBlanks() {
        int start = pos;
        while (peek() == ' ' || peek() == '\t') {
            pos++;
        }
        return pos > start;
    }

    String rest() {
        String rest = line.substring(pos);
        pos = line.length();
        return rest;
    }

    /** Reads a name; colons are allowed in those of metrics. */
    String name(boolean colons) throws ExpositionException {
        int start = pos;
        while (!atEnd() && (isNameChar(peek(), pos > start) || colons && peek() == ':')) {
            pos++;
        }
        if (pos == start) {
            throw wrong("a name");
        }
        return line.substring(start, pos);
    }

    private static boolean isNameChar(char c, boolean inside) {
        return c == '_' || c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || inside && c >= '0' && c <= '9';
    }

    /** Reads a quoted string; the opening quote comes next. */
    String quoted() throws ExpositionException {
        if (!accept('"')) {
            throw wrong("a quoted string");
        }
        StringBuilder out = new StringBuilder();
        while (!atEnd()) {
            char c = line.charAt(pos++);
            if (c == '"') {
                return out.toString();
            }
            if (c == '\\' && !atEnd()) {
                char e = line.charAt(pos++);
                switch (e) {
                    case 'n' -> out.append('\n');
                    case '\\', '"' -> out.append(e);
                    default -> out.append(c).append(e);
                }
            } else {
                out.append(c);
            }
        }
        throw wrong("a closing quote");
    }

    /** Reads up to the next blank or the end. */
    String word() {
        int start = pos;
        while (!atEnd() && peek() != ' ' && peek() != '\t') {
            pos++;
        }
        return line.substring(start, pos);
    }

    double number() throws ExpositionException {
        int start = pos;
        String word = word();
        String lower = word.toLowerCase(Locale.ROOT);
        if (lower.matches("[-+]?([0-9]+\\.?[0-9]*|\\.[0-9]+)(e[-+]?[0-9]+)?")) {
            return Double.parseDouble(lower);
        }
        if (lower.matches("[-+]?0x[0-9a-f]+(\\.[0-9a-f]*)?p[-+]?[0-9]+")) {
            return Double.parseDouble(lower);
        }
        if (lower.matches("[-+]?nan")) {
            return Double.NaN;
        }
        if (lower.matches("[-+]?inf(inity)?")) {
            return lower.startsWith("-") ? Double.NEGATIVE_INFINITY : Double.POSITIVE_INFINITY;
        }
        pos = start;
        throw wrong("a number");
    }
}
