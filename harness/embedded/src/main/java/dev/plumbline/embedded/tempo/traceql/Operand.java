package dev.plumbline.embedded.tempo.traceql;

/** What can stand between the operators of a pipeline; which operators may follow depends on the case. */
sealed interface Operand {
    /** Sets of spans: filters and operators between them. */
    record Spansets(SpansetExpression expression) implements Operand {}

    /** A pipeline in parentheses; only operators, no pipe, can follow. */
    record Joined(SpansetExpression expression) implements Operand {}

    /** A number for a set; a comparison must follow. */
    record Numeric(Scalar scalar) implements Operand {}

    /** A pipeline in parentheses that ends in a number; a comparison must follow. */
    record PipedNumber(Scalar scalar) implements Operand {}

    /** A stage that no operator joins. */
    record Stage(SpansetExpression expression) implements Operand {}
}
