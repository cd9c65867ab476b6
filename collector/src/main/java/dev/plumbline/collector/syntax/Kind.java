package dev.plumbline.collector.syntax;

/** What a token is; the text is how messages call it. */
public enum Kind {
    ILLEGAL("ILLEGAL"),
    EOF("EOF"),
    COMMENT("COMMENT"),
    IDENTIFIER("IDENT"),
    NUMBER("NUMBER"),
    FLOAT("FLOAT"),
    STRING("STRING"),
    BOOL("BOOL"),
    NULL("NULL"),
    OR("||", 1),
    AND("&&", 2),
    NOT("!"),
    ASSIGN("="),
    EQUAL("==", 3),
    NOT_EQUAL("!=", 3),
    LESS("<", 3),
    LESS_EQUAL("<=", 3),
    GREATER(">", 3),
    GREATER_EQUAL(">=", 3),
    ADD("+", 4),
    SUBTRACT("-", 4),
    MULTIPLY("*", 5),
    DIVIDE("/", 5),
    MODULO("%", 5),
    POWER("^", 6),
    LEFT_CURLY("{"),
    RIGHT_CURLY("}"),
    LEFT_PAREN("("),
    RIGHT_PAREN(")"),
    LEFT_BRACKET("["),
    RIGHT_BRACKET("]"),
    COMMA(","),
    DOT("."),
    TERMINATOR("TERMINATOR");

    private final String text;
    private final int precedence;

    Kind(String text) {
        this(text, 0);
    }

    Kind(String text, int precedence) {
        this.text = text;
        this.precedence = precedence;
    }

    /** Returns how tightly it binds as a binary operator, from 1; 0 where it is none. */
    int precedence() {
        return precedence;
    }

    /** Returns the operator as written, or the name of the kind. */
    public String text() {
        return text;
    }
}
