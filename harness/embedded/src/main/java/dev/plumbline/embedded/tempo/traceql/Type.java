package dev.plumbline.embedded.tempo.traceql;

import java.util.Set;

/** Types of values; {@code ATTRIBUTE} stands for one that is known only at evaluation. */
public enum Type {
    NIL,
    ATTRIBUTE,
    INT,
    FLOAT,
    STRING,
    BOOLEAN,
    INT_ARRAY,
    FLOAT_ARRAY,
    STRING_ARRAY,
    BOOLEAN_ARRAY,
    DURATION,
    STATUS,
    KIND,
    SPANSET;

    private static final Set<Operator> EQUALITY = Set.of(Operator.EQUAL, Operator.NOT_EQUAL);

    /** Returns the name that messages give it. */
    String named() {
        StringBuilder name = new StringBuilder("Type");
        for (String word : name().split("_", -1)) {
            name.append(word.charAt(0)).append(word.substring(1).toLowerCase(java.util.Locale.ROOT));
        }
        return name.toString();
    }

    boolean isNumeric() {
        return this == INT || this == FLOAT || this == DURATION;
    }

    /** Tells whether it is a type of arrays. */
    public boolean isArray() {
        return this == INT_ARRAY || this == FLOAT_ARRAY || this == STRING_ARRAY || this == BOOLEAN_ARRAY;
    }

    private Type element() {
        return switch (this) {
            case INT_ARRAY -> INT;
            case FLOAT_ARRAY -> FLOAT;
            case STRING_ARRAY -> STRING;
            case BOOLEAN_ARRAY -> BOOLEAN;
            default -> this;
        };
    }

    /** Tells whether two types may stand at the two sides of an operator, whichever it is. */
    boolean matches(Type other) {
        return this == ATTRIBUTE
                || other == ATTRIBUTE
                || this == other
                || isNumeric() && other.isNumeric()
                || this == NIL
                || other == NIL
                || matchesElement(other);
    }

    boolean matchesElement(Type other) {
        return isArray()
                ? element().matches(other)
                : other.isArray() && other.element().matches(this);
    }

    /** Tells whether an operator takes operands of this type. */
    boolean allows(Operator op) {
        return switch (this) {
            case ATTRIBUTE -> true;
            case BOOLEAN, BOOLEAN_ARRAY ->
                op == Operator.AND || op == Operator.OR || EQUALITY.contains(op) || op.isMembership();
            case INT, INT_ARRAY, FLOAT, FLOAT_ARRAY, DURATION ->
                op.isArithmetic() || EQUALITY.contains(op) || op.isOrdering() || op.isMembership();
            case STRING, STRING_ARRAY ->
                EQUALITY.contains(op) || op.isOrdering() || op.isRegex() || op.isMembership() || op.isRegexList();
            case NIL, STATUS, KIND -> EQUALITY.contains(op);
            case SPANSET -> false;
        };
    }
}
