package dev.plumbline.embedded.tempo.traceql;

/** An expression inside braces: yields a value for one span. */
public sealed interface FieldExpression permits Attribute, Static, BinaryOperation, UnaryOperation {
    /** Returns the type as far as it is known before evaluation. */
    Type type();

    /** Tells whether the value depends on the span. */
    boolean referencesSpan();

    /**
     * Evaluates.
     *
     * @throws TraceQlException if the values that were found do not allow it, such as a division by zero
     */
    Static evaluate(SpanFields span);

    /** Returns the expression as results and messages write it. */
    String text();

    /** Returns the text, in parentheses unless it is one value or field. */
    default String wrapped() {
        return switch (this) {
            case Attribute a -> a.text();
            case Static s -> s.text();
            case BinaryOperation b -> "(" + b.text() + ")";
            case UnaryOperation u -> "(" + u.text() + ")";
        };
    }
}
