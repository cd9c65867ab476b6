package dev.plumbline.embedded.tempo.traceql;

/** An operator before one expression, or a test for existence. */
public record UnaryOperation(Operator op, FieldExpression operand) implements FieldExpression {
    /** Builds an operation, or its value where the operand is constant. */
    static FieldExpression of(Operator op, FieldExpression operand) {
        UnaryOperation built = new UnaryOperation(op, operand);
        if (built.referencesSpan()) {
            return built;
        }
        try {
            Validation.check(built);
            return built.evaluate(SpanFields.NOTHING);
        } catch (TraceQlException e) {
            return built; // refused, with the same message, when the whole query is checked
        }
    }

    @Override
    public Type type() {
        return op == Operator.EXISTS || op == Operator.NOT_EXISTS ? Type.BOOLEAN : operand.type();
    }

    @Override
    public boolean referencesSpan() {
        return operand.referencesSpan();
    }

    @Override
    public Static evaluate(SpanFields span) {
        Static value = operand.evaluate(span);
        return switch (op) {
            case NOT -> {
                if (value.type() != Type.BOOLEAN) {
                    throw new TraceQlException("expression (" + text() + ") expected a boolean, but got "
                            + value.type().named());
                }
                yield Static.of(!value.isTrue());
            }
            case SUB ->
                switch (value.type()) {
                    case INT -> Static.of(-value.asLong());
                    case FLOAT -> Static.of(-1 * value.asDouble());
                    case DURATION -> Static.duration(-value.asLong());
                    default ->
                        throw new TraceQlException("expression (" + text() + ") expected a numeric, but got "
                                + value.type().named());
                };
            case EXISTS -> Static.of(!value.isNil());
            default -> Static.of(value.equalTo(Static.of("nil"))); // how storage marks a field that is not there
        };
    }

    @Override
    public String text() {
        return switch (op) {
            case EXISTS -> operand.wrapped() + " != nil";
            case NOT_EXISTS -> operand.wrapped() + " = nil";
            default -> op.text() + operand.wrapped();
        };
    }
}
