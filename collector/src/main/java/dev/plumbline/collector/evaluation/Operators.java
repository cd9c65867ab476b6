package dev.plumbline.collector.evaluation;

import dev.plumbline.collector.config.Schema;
import dev.plumbline.collector.config.Value;
import dev.plumbline.collector.golang.GoStrings;
import dev.plumbline.collector.syntax.Kind;
import java.util.List;
import java.util.Map;

/** Binary operators. */
final class Operators {
    private Operators() {}

    /**
     * Applies an operator.
     *
     * @throws CallException that blames the left (0) or right (1) operand
     */
    static Value apply(Value left, Kind operator, Value right) throws CallException {
        if (operator == Kind.EQUAL || operator == Kind.NOT_EQUAL) {
            if (Kinds.holdsUnknown(left) || Kinds.holdsUnknown(right)) {
                return Kinds.unknown(Schema.Type.BOOL);
            }
            return new Value.Bool(equal(left, right) == (operator == Kind.EQUAL));
        }
        if (Kinds.isUnknown(left) || Kinds.isUnknown(right)) {
            return unknown(left, operator, right);
        }
        accept(left, operator, 0);
        accept(right, operator, 1);
        if (left instanceof Value.Secret || right instanceof Value.Secret) {
            return secret(left, right);
        }
        if (!Kinds.name(left).equals(Kinds.name(right))) {
            throw new CallException(1, "should be " + Kinds.name(left) + ", got " + Kinds.name(right));
        }
        return switch (left) {
            case Value.Bool b -> new Value.Bool(logic(b.value(), operator, ((Value.Bool) right).value()));
            case Value.Text t -> text(t.value(), operator, ((Value.Text) right).value());
            default -> number(left, operator, right);
        };
    }

    private static Value unknown(Value left, Kind operator, Value right) throws CallException {
        if (!Kinds.isUnknown(left)) {
            accept(left, operator, 0);
        }
        if (!Kinds.isUnknown(right)) {
            accept(right, operator, 1);
        }
        return Kinds.unknown(
                switch (operator) {
                    case ADD -> Schema.Type.ANY;
                    case SUBTRACT, MULTIPLY, DIVIDE, MODULO, POWER -> Schema.Type.NUMBER;
                    default -> Schema.Type.BOOL;
                });
    }

    private static void accept(Value value, Kind operator, int side) throws CallException {
        List<String> allowed = switch (operator) {
            case OR, AND -> List.of("bool");
            case ADD -> List.of("number", "string", "capsule");
            case LESS, LESS_EQUAL, GREATER, GREATER_EQUAL -> List.of("number", "string");
            default -> List.of("number");
        };
        boolean otherCapsule = value instanceof Value.Capsule;
        if (!allowed.contains(Kinds.name(value)) || otherCapsule) {
            throw new CallException(
                    side,
                    "should be one of [" + String.join(" ", allowed) + "] for binop " + operator.text() + ", got "
                            + Kinds.name(value));
        }
    }

    private static Value secret(Value left, Value right) throws CallException {
        return new Value.Secret(revealed(left, 0) + revealed(right, 1));
    }

    private static String revealed(Value value, int side) throws CallException {
        return switch (value) {
            case Value.Secret s -> s.value();
            case Value.Text t -> t.value();
            default -> throw new CallException(side, "should be capsule, got " + Kinds.name(value));
        };
    }

    private static boolean logic(boolean left, Kind operator, boolean right) {
        return operator == Kind.OR ? left || right : left && right;
    }

    private static Value text(String left, Kind operator, String right) {
        return operator == Kind.ADD
                ? new Value.Text(left + right)
                : new Value.Bool(ordered(GoStrings.compare(left, right), operator));
    }

    private static boolean ordered(int comparison, Kind operator) {
        return switch (operator) {
            case LESS -> comparison < 0;
            case LESS_EQUAL -> comparison <= 0;
            case GREATER -> comparison > 0;
            case GREATER_EQUAL -> comparison >= 0;
            default -> throw new IllegalArgumentException("not a comparison: " + operator.text());
        };
    }

    private static Value number(Value left, Kind operator, Value right) throws CallException {
        if ((operator == Kind.DIVIDE || operator == Kind.MODULO) && Numbers.decimal(right) == 0) {
            throw new CallException(1, "divide by zero error");
        }
        return Numbers.bothWhole(left, right)
                ? whole(Numbers.whole(left), operator, Numbers.whole(right))
                : decimal(Numbers.decimal(left), operator, Numbers.decimal(right));
    }

    private static Value whole(long left, Kind operator, long right) {
        return switch (operator) {
            case ADD -> new Value.Whole(left + right);
            case SUBTRACT -> new Value.Whole(left - right);
            case MULTIPLY -> new Value.Whole(left * right);
            case DIVIDE -> new Value.Whole(left / right);
            case MODULO -> new Value.Whole(left % right);
            case POWER -> new Value.Whole(Numbers.power(left, right));
            default -> new Value.Bool(ordered(Long.compare(left, right), operator));
        };
    }

    private static Value decimal(double left, Kind operator, double right) {
        return switch (operator) {
            case ADD -> new Value.Decimal(left + right);
            case SUBTRACT -> new Value.Decimal(left - right);
            case MULTIPLY -> new Value.Decimal(left * right);
            case DIVIDE -> new Value.Decimal(left / right);
            case MODULO -> new Value.Decimal(left % right);
            case POWER -> new Value.Decimal(Math.pow(left, right));
            case LESS -> new Value.Bool(left < right);
            case LESS_EQUAL -> new Value.Bool(left <= right);
            case GREATER -> new Value.Bool(left > right);
            case GREATER_EQUAL -> new Value.Bool(left >= right);
            default -> throw new IllegalArgumentException("not an operator of numbers: " + operator.text());
        };
    }

    /** Tells whether two values are equal: numbers by value, lists and objects by content, functions never. */
    static boolean equal(Value left, Value right) {
        if (Numbers.isNumber(left) && Numbers.isNumber(right)) {
            return Numbers.equal(left, right);
        }
        if (Kinds.isArray(left) && Kinds.isArray(right)) {
            return equal(Kinds.elements(left), Kinds.elements(right));
        }
        return switch (left) {
            case Value.Obj l -> right instanceof Value.Obj r && equal(l.fields(), r.fields());
            case Value.Secret l -> right instanceof Value.Text t ? l.value().equals(t.value()) : l.equals(right);
            case Value.Text l -> right instanceof Value.Secret s ? l.value().equals(s.value()) : l.equals(right);
            case Value.Capsule c -> !Kinds.name(c).equals("function") && c.equals(right);
            default -> left.equals(right);
        };
    }

    private static boolean equal(List<Value> left, List<Value> right) {
        if (left.size() != right.size()) {
            return false;
        }
        for (int i = 0; i < left.size(); i++) {
            if (!equal(left.get(i), right.get(i))) {
                return false;
            }
        }
        return true;
    }

    private static boolean equal(Map<String, Value> left, Map<String, Value> right) {
        return left.keySet().equals(right.keySet())
                && left.entrySet().stream()
                        .allMatch(e -> equal(e.getValue(), right.getOrDefault(e.getKey(), new Value.Null())));
    }
}
