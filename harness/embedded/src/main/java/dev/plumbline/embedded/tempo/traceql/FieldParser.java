package dev.plumbline.embedded.tempo.traceql;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Reads what stands inside braces. */
final class FieldParser {
    private static final int LOWEST = 0;
    private static final int NOT_LEVEL = 4;
    private static final int SUB_LEVEL = 3;
    private static final Map<String, Integer> LEVELS = Map.ofEntries(
            Map.entry("&&", 1),
            Map.entry("||", 1),
            Map.entry("=", 2),
            Map.entry("!=", 2),
            Map.entry("<", 2),
            Map.entry("<=", 2),
            Map.entry(">", 2),
            Map.entry(">=", 2),
            Map.entry("=~", 2),
            Map.entry("!~", 2),
            Map.entry("+", SUB_LEVEL),
            Map.entry("-", SUB_LEVEL),
            Map.entry("*", 5),
            Map.entry("/", 5),
            Map.entry("%", 5),
            Map.entry("^", 6));
    private static final Map<String, Operator> OPERATORS = operators();
    private static final Map<String, Static> KEYWORDS = Map.ofEntries(
            Map.entry("true", Static.TRUE),
            Map.entry("false", Static.FALSE),
            Map.entry("ok", Static.of(Status.OK)),
            Map.entry("error", Static.of(Status.ERROR)),
            Map.entry("unset", Static.of(Status.UNSET)),
            Map.entry("unspecified", Static.of(Kind.UNSPECIFIED)),
            Map.entry("internal", Static.of(Kind.INTERNAL)),
            Map.entry("server", Static.of(Kind.SERVER)),
            Map.entry("client", Static.of(Kind.CLIENT)),
            Map.entry("producer", Static.of(Kind.PRODUCER)),
            Map.entry("consumer", Static.of(Kind.CONSUMER)));

    private final Tokens tokens;

    FieldParser(Tokens tokens) {
        this.tokens = tokens;
    }

    private static Map<String, Operator> operators() {
        Map<String, Operator> operators = new java.util.HashMap<>();
        for (Operator operator : Operator.values()) {
            if (LEVELS.containsKey(operator.text())) {
                operators.put(operator.text(), operator);
            }
        }
        return Map.copyOf(operators);
    }

    FieldExpression expression() {
        return expression(LOWEST);
    }

    private FieldExpression expression(int above) {
        FieldExpression left = operand();
        while (true) {
            String symbol = tokens.peek().type();
            int level = LEVELS.getOrDefault(symbol, -1);
            if (level <= above) {
                return left;
            }
            tokens.take();
            Operator op = operator(symbol);
            if ((op == Operator.EQUAL || op == Operator.NOT_EQUAL) && tokens.takeIf("nil")) {
                left = existence(op, left);
            } else {
                left = BinaryOperation.of(op, left, expression(op == Operator.POWER ? level - 1 : level));
            }
        }
    }

    private static Operator operator(String symbol) {
        Operator op = OPERATORS.get(symbol);
        if (op == null) {
            throw new IllegalStateException("no operator " + symbol);
        }
        return op;
    }

    private static FieldExpression existence(Operator op, FieldExpression operand) {
        return UnaryOperation.of(op == Operator.EQUAL ? Operator.NOT_EXISTS : Operator.EXISTS, operand);
    }

    private FieldExpression operand() {
        if (tokens.takeIf("(")) {
            FieldExpression inner = expression();
            if (!tokens.at(")")) {
                throw tokens.unexpected();
            }
            tokens.take();
            return inner;
        }
        if (tokens.takeIf("-")) {
            return UnaryOperation.of(Operator.SUB, expression(SUB_LEVEL));
        }
        if (tokens.takeIf("!")) {
            return UnaryOperation.of(Operator.NOT, expression(NOT_LEVEL));
        }
        if (tokens.takeIf("nil")) {
            return nilFirst();
        }
        return FieldNames.isStart(tokens) ? attribute() : constant();
    }

    private FieldExpression nilFirst() {
        if (!tokens.at("=", "!=")) {
            throw tokens.unexpected("=", "!=");
        }
        Operator op = operator(tokens.take().type());
        return tokens.takeIf("nil") ? Static.FALSE : existence(op, expression(2));
    }

    /** Reads a constant. */
    Static constant() {
        Token token = tokens.peek();
        return switch (token.type()) {
            case Token.STRING -> Static.of(tokens.take().text());
            case Token.INTEGER, Token.FLOAT, Token.DURATION -> tokens.take().value();
            case Token.IDENTIFIER ->
                switch (tokens.take().text()) {
                    case "minInt" -> Static.of(Long.MIN_VALUE);
                    case "maxInt" -> Static.of(Long.MAX_VALUE);
                    default ->
                        throw TraceQlException.at(token.line(), token.column(), "unknown identifier: " + token.text());
                };
            default -> {
                Static keyword = KEYWORDS.get(token.type());
                if (keyword == null) {
                    throw tokens.unexpected();
                }
                tokens.take();
                yield keyword;
            }
        };
    }

    /** Reads an attribute or an intrinsic. */
    Attribute attribute() {
        return FieldNames.read(tokens);
    }

    List<Attribute> attributes() {
        List<Attribute> all = new ArrayList<>();
        do {
            all.add(attribute());
        } while (tokens.takeIf(","));
        return all;
    }
}
