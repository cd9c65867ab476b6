package dev.plumbline.embedded.loki.logql;

/**
 * One token of LogQL.
 *
 * @param type what it is; words and signs stand for themselves
 * @param text what it says: name, unquoted string, number as written
 * @param value nanoseconds of a duration or range, bytes of a size
 * @param line line of its first character, 0 if characters were read past it by hand
 * @param column column of its first character
 */
record Token(String type, String text, long value, int line, int column) {
    static final String END = "$end";
    static final String IDENTIFIER = "IDENTIFIER";
    static final String STRING = "STRING";
    static final String NUMBER = "NUMBER";
    static final String DURATION = "DURATION";
    static final String BYTES = "BYTES";
    static final String RANGE = "RANGE";
    static final String FLAG = "FUNCTION_FLAG";

    boolean is(String other) {
        return type.equals(other);
    }
}
