package dev.plumbline.embedded.tempo.traceql;

/**
 * A word of a query.
 *
 * @param type what it is: a symbol or keyword as written, or one of the kinds of {@link Lexer}
 * @param text text of an identifier or string, otherwise as scanned
 * @param value value of a number or duration, otherwise nil
 * @param line line as messages show it
 * @param column column as messages show it, from 1
 */
record Token(String type, String text, Static value, int line, int column) {
    static final String IDENTIFIER = "IDENTIFIER";
    static final String STRING = "STRING";
    static final String INTEGER = "INTEGER";
    static final String FLOAT = "FLOAT";
    static final String DURATION = "DURATION";
    static final String END_ATTRIBUTE = "END_ATTRIBUTE";
    static final String END = "$end";

    boolean is(String other) {
        return type.equals(other);
    }
}
