package dev.plumbline.embedded.tempo.traceql;

import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/** Reads numbers for sets of spans, and comparisons of them. */
final class ScalarParser {
    private static final Map<String, Scalar.Function> AGGREGATES = Map.of(
            "count", Scalar.Function.COUNT,
            "max", Scalar.Function.MAX,
            "min", Scalar.Function.MIN,
            "sum", Scalar.Function.SUM,
            "avg", Scalar.Function.AVG);
    private static final Map<String, Operator> COMPARISONS = Map.of(
            "=", Operator.EQUAL,
            "!=", Operator.NOT_EQUAL,
            "<", Operator.LESS,
            "<=", Operator.LESS_EQUAL,
            ">", Operator.GREATER,
            ">=", Operator.GREATER_EQUAL);
    private static final Map<String, Operator> ARITHMETIC = Map.of(
            "+", Operator.ADD,
            "-", Operator.SUB,
            "*", Operator.MULT,
            "/", Operator.DIV,
            "%", Operator.MOD,
            "^", Operator.POWER);

    private final Tokens tokens;
    private final FieldParser fields;

    ScalarParser(Tokens tokens, FieldParser fields) {
        this.tokens = tokens;
        this.fields = fields;
    }

    boolean atAggregate() {
        return AGGREGATES.containsKey(tokens.peek().type());
    }

    Operator comparisonOperator() {
        Operator op = COMPARISONS.get(tokens.peek().type());
        if (op == null) {
            throw tokens.unexpected();
        }
        tokens.take();
        return op;
    }

    SpansetExpression comparison(Scalar left) {
        return new SpansetExpression.ScalarFilter(comparisonOperator(), left, expression(0));
    }

    Scalar expression(int above) {
        return rest(operand(), above);
    }

    Scalar rest(Scalar first, int above) {
        return rest(first, above, this::operand);
    }

    Scalar rest(Scalar first, int above, Supplier<Scalar> operand) {
        Scalar left = first;
        while (true) {
            Operator op = ARITHMETIC.get(tokens.peek().type());
            if (op == null || level(op) <= above) {
                return left;
            }
            tokens.take();
            int next = op == Operator.POWER ? level(op) - 1 : level(op);
            left = new Scalar.Operation(op, left, rest(operand.get(), next, operand));
        }
    }

    private static int level(Operator op) {
        return switch (op) {
            case ADD, SUB -> 1;
            case POWER -> 3;
            default -> 2;
        };
    }

    private Scalar operand() {
        if (tokens.takeIf("(")) {
            Scalar inner = expression(0);
            tokens.close();
            return inner;
        }
        if (tokens.takeIf("-")) {
            if (!tokens.at(Token.INTEGER, Token.FLOAT, Token.DURATION)) {
                throw tokens.unexpected(Token.INTEGER, Token.FLOAT, Token.DURATION);
            }
            Static value = tokens.take().value();
            return new Scalar.Constant(new UnaryOperation(Operator.SUB, value).evaluate(SpanFields.NOTHING));
        }
        if (tokens.at(Token.INTEGER, Token.FLOAT, Token.DURATION)) {
            return new Scalar.Constant(tokens.take().value());
        }
        Scalar.Function function = AGGREGATES.get(tokens.peek().type());
        if (function == null) {
            throw tokens.unexpected();
        }
        tokens.take();
        tokens.expect("(");
        if (function == Scalar.Function.COUNT) {
            tokens.expect(")");
            return new Scalar.Aggregate(function, List.of());
        }
        FieldExpression argument = fields.expression();
        tokens.close();
        return new Scalar.Aggregate(function, List.of(argument));
    }
}
