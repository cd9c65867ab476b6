package dev.plumbline.embedded.tempo.traceql;

import java.util.List;

/** Two expressions with an operator between them. */
public record BinaryOperation(Operator op, FieldExpression left, FieldExpression right) implements FieldExpression {
    /** Builds an operation, or its value where both sides are constant and it can be computed. */
    static FieldExpression of(Operator op, FieldExpression left, FieldExpression right) {
        BinaryOperation built = new BinaryOperation(op, traceId(left, right), traceId(right, left));
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

    /** A trace id is compared without its leading zeros. */
    private static FieldExpression traceId(FieldExpression side, FieldExpression other) {
        return other instanceof Attribute a
                        && a.intrinsic() == Intrinsic.TRACE_ID
                        && side instanceof Static s
                        && s.type() == Type.STRING
                ? Static.of(s.plain().replaceFirst("^0+", ""))
                : side;
    }

    @Override
    public Type type() {
        if (op.isBoolean()) {
            return Type.BOOLEAN;
        }
        return left.type() == Type.ATTRIBUTE ? right.type() : left.type();
    }

    @Override
    public boolean referencesSpan() {
        return left.referencesSpan() || right.referencesSpan();
    }

    @Override
    public Static evaluate(SpanFields span) {
        Static l = left.evaluate(span);
        Static r = right.evaluate(span);
        if (!l.type().matches(r.type()) || !l.type().allows(op) || !r.type().allows(op)) {
            return Static.FALSE;
        }
        boolean scalars = !l.type().isArray() && !r.type().isArray();
        return scalars || !l.type().matchesElement(r.type()) ? scalar(op, l, r) : array(l, r);
    }

    private Static array(Static l, Static r) {
        if (!op.isBoolean()) {
            throw new TraceQlException("unsupported operation");
        }
        if (l.type().isArray() && r.type().isArray()) {
            throw new TraceQlException("array operators must consist of a scalar and an array operand");
        }
        if (op.isArrayOperator() && !r.type().isArray()) {
            throw new TraceQlException("array operators require array on the right side");
        }
        boolean arrayFirst = l.type().isArray();
        Operator each = arrayFirst && !op.isArrayOperator() ? op.flipped() : op.elementwise();
        List<Static> elements = (arrayFirst ? l : r).elements();
        Static scalar = arrayFirst ? r : l;
        boolean all = each == Operator.NOT_EQUAL || each == Operator.NOT_REGEX;
        long matching = elements.stream()
                .filter(e ->
                        (arrayFirst && each.isRegex() ? scalar(each, e, scalar) : scalar(each, scalar, e)).isTrue())
                .count();
        return Static.of(all ? matching == elements.size() : matching > 0);
    }

    private static Static scalar(Operator op, Static l, Static r) {
        if (!l.type().matches(r.type()) || !l.type().allows(op) || !r.type().allows(op)) {
            return Static.FALSE;
        }
        if (l.type() == Type.STRING && r.type() == Type.STRING && (op.isOrdering() || op.isRegex())) {
            return strings(op, l.plain(), r.plain());
        }
        if (l.type() == Type.INT && r.type() == Type.INT && op.isArithmetic()) {
            return Static.of(integers(op, l.asLong(), r.asLong()));
        }
        if (l.type() == Type.INT && r.type() == Type.INT && op.isOrdering()) {
            return Static.of(ordered(op, Long.compare(l.asLong(), r.asLong())));
        }
        return switch (op) {
            case AND -> Static.of(l.isTrue() && r.isTrue());
            case OR -> Static.of(l.isTrue() || r.isTrue());
            case EQUAL -> Static.of(l.equalTo(r));
            case NOT_EQUAL -> Static.of(l.notEqualTo(r));
            case ADD, SUB, DIV, MOD, MULT, POWER -> Static.of(floats(op, l.asDouble(), r.asDouble()));
            case GREATER -> Static.of(l.asDouble() > r.asDouble());
            case GREATER_EQUAL -> Static.of(l.asDouble() >= r.asDouble());
            case LESS -> Static.of(l.asDouble() < r.asDouble());
            case LESS_EQUAL -> Static.of(l.asDouble() <= r.asDouble());
            default -> throw new TraceQlException("unexpected operator " + op.text());
        };
    }

    private static Static strings(Operator op, String l, String r) {
        return switch (op) {
            case REGEX -> Static.of(Regexes.matches(r, l));
            case NOT_REGEX -> Static.of(!Regexes.matches(r, l));
            default -> Static.of(ordered(op, Static.compareStrings(l, r)));
        };
    }

    private static boolean ordered(Operator op, int comparison) {
        return switch (op) {
            case GREATER -> comparison > 0;
            case GREATER_EQUAL -> comparison >= 0;
            case LESS -> comparison < 0;
            default -> comparison <= 0;
        };
    }

    private static long integers(Operator op, long l, long r) {
        if (r == 0 && op == Operator.DIV) {
            throw new TraceQlException("division by zero");
        }
        if (r == 0 && op == Operator.MOD) {
            throw new TraceQlException("modulo by zero");
        }
        return switch (op) {
            case ADD -> l + r;
            case SUB -> l - r;
            case DIV -> l / r;
            case MOD -> l % r;
            case MULT -> l * r;
            default ->
                goInt(Math.pow((double) r, (double) l)); // Tempo 3.0.3 has base and exponent of integers exchanged
        };
    }

    /** A float beyond the range of integers becomes the smallest one, as on amd64. */
    private static long goInt(double value) {
        return value >= 0x1p63 || value < -0x1p63 || Double.isNaN(value) ? Long.MIN_VALUE : (long) value;
    }

    private static double floats(Operator op, double l, double r) {
        return switch (op) {
            case ADD -> l + r;
            case SUB -> l - r;
            case DIV -> l / r;
            case MOD -> l % r;
            case MULT -> l * r;
            default -> Math.pow(l, r);
        };
    }

    @Override
    public String text() {
        return left.wrapped() + " " + op.text() + " " + right.wrapped();
    }
}
