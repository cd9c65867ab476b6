package dev.plumbline.embedded.tempo.traceql;

/** Operators between field expressions; the last six come into being only while an expression is built. */
public enum Operator {
    ADD("+"),
    SUB("-"),
    DIV("/"),
    MOD("%"),
    MULT("*"),
    POWER("^"),
    EQUAL("="),
    NOT_EQUAL("!="),
    REGEX("=~"),
    NOT_REGEX("!~"),
    GREATER(">"),
    GREATER_EQUAL(">="),
    LESS("<"),
    LESS_EQUAL("<="),
    AND("&&"),
    OR("||"),
    NOT("!"),
    /** No comparison: whatever value there is. */
    NONE("none"),
    EXISTS("!= nil"),
    NOT_EXISTS("= nil"),
    IN("IN"),
    NOT_IN("NOT IN"),
    MATCH_ANY("MATCH ANY"),
    MATCH_NONE("MATCH NONE");

    private final String text;

    Operator(String text) {
        this.text = text;
    }

    /** Returns the operator as it is written. */
    public String text() {
        return text;
    }

    boolean isArithmetic() {
        return switch (this) {
            case ADD, SUB, DIV, MOD, MULT, POWER -> true;
            default -> false;
        };
    }

    boolean isOrdering() {
        return this == GREATER || this == GREATER_EQUAL || this == LESS || this == LESS_EQUAL;
    }

    boolean isRegex() {
        return this == REGEX || this == NOT_REGEX;
    }

    boolean isMembership() {
        return this == IN || this == NOT_IN;
    }

    boolean isRegexList() {
        return this == MATCH_ANY || this == MATCH_NONE;
    }

    boolean isArrayOperator() {
        return isMembership() || isRegexList();
    }

    /** Tells whether the operator yields a boolean. */
    public boolean isBoolean() {
        return !isArithmetic() && this != NONE;
    }

    /** Returns the operator that an array operator applies to each element. */
    Operator elementwise() {
        return switch (this) {
            case IN -> EQUAL;
            case NOT_IN -> NOT_EQUAL;
            case MATCH_ANY -> REGEX;
            case MATCH_NONE -> NOT_REGEX;
            default -> this;
        };
    }

    /** Returns the operator that means the same with its sides exchanged. */
    Operator flipped() {
        return switch (this) {
            case GREATER -> LESS;
            case GREATER_EQUAL -> LESS_EQUAL;
            case LESS -> GREATER;
            case LESS_EQUAL -> GREATER_EQUAL;
            default -> this;
        };
    }
}
