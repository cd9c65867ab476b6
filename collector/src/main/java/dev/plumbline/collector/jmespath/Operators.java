package dev.plumbline.collector.jmespath;

import dev.plumbline.collector.json.Json;

/** Comparison and arithmetic; anything but numbers gives null, except where equality is asked. */
final class Operators {
    private Operators() {}

    static Json apply(Token.Kind operator, Json left, Json right) throws JmesException {
        if (operator == Token.Kind.EQ || operator == Token.Kind.NE) {
            return new Json.Bool(left.equals(right) == (operator == Token.Kind.EQ));
        }
        if (!(left instanceof Json.Num l) || !(right instanceof Json.Num r)) {
            return Json.none();
        }
        double a = l.value();
        double b = r.value();
        return switch (operator) {
            case LT -> new Json.Bool(a < b);
            case LE -> new Json.Bool(a <= b);
            case GT -> new Json.Bool(a > b);
            case GE -> new Json.Bool(a >= b);
            case PLUS -> new Json.Num(a + b);
            case MINUS -> new Json.Num(a - b);
            case STAR, MULTIPLY -> new Json.Num(a * b);
            case DIVIDE -> new Json.Num(a / b);
            case MODULO -> new Json.Num(a % b);
            case DIV -> new Json.Num(Math.floor(a / b));
            default -> throw new JmesException("not an operator: " + operator);
        };
    }
}
