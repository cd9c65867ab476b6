package dev.plumbline.embedded.tempo.traceql;

import java.util.Arrays;
import java.util.Optional;

/** Operators between sets of spans of one trace. */
public enum SpansetOperator {
    AND("&&"),
    UNION("||"),
    CHILD(">"),
    PARENT("<"),
    DESCENDANT(">>"),
    ANCESTOR("<<"),
    SIBLING("~"),
    NOT_CHILD("!>"),
    NOT_PARENT("!<"),
    NOT_DESCENDANT("!>>"),
    NOT_ANCESTOR("!<<"),
    NOT_SIBLING("!~"),
    UNION_CHILD("&>"),
    UNION_PARENT("&<"),
    UNION_DESCENDANT("&>>"),
    UNION_ANCESTOR("&<<"),
    UNION_SIBLING("&~");

    private final String text;

    SpansetOperator(String text) {
        this.text = text;
    }

    /** Returns the operator as it is written. */
    public String text() {
        return text;
    }

    /** Tells whether it looks at how spans lie in their trace. */
    public boolean isStructural() {
        return this != AND && this != UNION;
    }

    static Optional<SpansetOperator> of(String text) {
        return Arrays.stream(values()).filter(o -> o.text.equals(text)).findFirst();
    }
}
