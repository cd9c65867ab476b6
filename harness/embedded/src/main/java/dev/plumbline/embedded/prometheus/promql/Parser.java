package dev.plumbline.embedded.prometheus.promql;

import dev.plumbline.embedded.prometheus.model.Matcher;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Parses PromQL as Prometheus 3.14 does without feature flags, with its error texts and positions. */
public final class Parser {
    private static final int UNARY_OPERAND = 6;

    private final TokenStream tokens;
    private final SelectorParser selectors;
    private final ModifierParser modifiers;
    private int aggregations;

    private Parser(String query) {
        tokens = new TokenStream(query);
        selectors = new SelectorParser(tokens);
        modifiers = new ModifierParser(tokens);
    }

    /**
     * Parses an expression and checks its types.
     *
     * @throws ParseException with the first thing that is wrong
     */
    public static Expr parse(String query) throws ParseException {
        return new Parser(query).parse();
    }

    /**
     * Parses a selector of series alone.
     *
     * @return its matchers
     * @throws ParseException if it is something else
     */
    public static List<Matcher> selector(String query) throws ParseException {
        Parser parser = new Parser(query);
        Token first = parser.tokens.peek();
        if (first.type() != Tok.LEFT_BRACE && !first.type().isMetricName()) {
            throw parser.tokens.unexpected("", "");
        }
        Expr.Selector selector = parser.selectors.selector(
                first.type() == Tok.LEFT_BRACE ? Optional.empty() : Optional.of(parser.tokens.next()));
        if (!parser.tokens.at(Tok.EOF)) {
            throw parser.tokens.unexpected("", "");
        }
        parser.tokens.throwFirst();
        return selector.matchers();
    }

    private Expr parse() throws ParseException {
        if (tokens.at(Tok.EOF)) {
            tokens.problem(new Range(0, 0), "no expression found in input");
            tokens.throwFirst();
        }
        Expr expr = expression(0);
        if (!tokens.at(Tok.EOF)) {
            throw unexpected();
        }
        tokens.throwFirst();
        Expr checked = new TypeCheck(tokens).check(expr);
        tokens.throwFirst();
        return checked;
    }

    private ParseException unexpected() {
        return tokens.unexpected(aggregations > 0 ? "aggregation" : "", "");
    }

    static int precedence(Tok op) {
        return switch (op) {
            case LOR -> 1;
            case LAND, LUNLESS -> 2;
            case EQLC, GTE, GTR, LSS, LTE, NEQ, TRIM_UPPER, TRIM_LOWER -> 3;
            case ADD, SUB -> 4;
            case MUL, DIV, MOD, ATAN2 -> 5;
            case POW -> UNARY_OPERAND;
            default -> -1;
        };
    }

    private Expr expression(int least) throws ParseException {
        Expr lhs = operand();
        while (true) {
            Tok op = tokens.peek().type();
            int precedence = precedence(op);
            if (precedence < Math.max(least, 1)) {
                return lhs;
            }
            tokens.next();
            BinaryModifier modifier = modifiers.binary();
            Expr rhs = expression(op == Tok.POW ? precedence : precedence + 1);
            if (modifier.fill()) {
                tokens.problem(lhs.range().to(rhs.range()), "binop fill modifiers are experimental and not enabled");
            }
            lhs = new Expr.Binary(op, lhs, rhs, Optional.of(modifier.matching()), modifier.bool());
        }
    }

    private Expr operand() throws ParseException {
        Token first = tokens.peek();
        if (first.type() == Tok.ADD || first.type() == Tok.SUB) {
            tokens.next();
            Expr expr = expression(UNARY_OPERAND);
            return expr instanceof Expr.Literal n
                    ? new Expr.Literal(
                            first.type() == Tok.SUB ? -n.value() : n.value(),
                            n.duration(),
                            new Range(first.pos(), n.range().end()))
                    : new Expr.Unary(first.type(), expr, first.pos());
        }
        Expr expr = primary(first);
        while (true) {
            switch (tokens.peek().type()) {
                case OFFSET -> expr = modifiers.offset(expr);
                case AT -> expr = modifiers.at(expr);
                case LEFT_BRACKET -> expr = modifiers.bracket(expr);
                case ANCHORED, SMOOTHED -> {
                    Token word = tokens.next();
                    tokens.problem(expr.range(), word.type().text() + " modifier is experimental and not enabled");
                }
                default -> {
                    return expr;
                }
            }
        }
    }

    private Expr primary(Token first) throws ParseException {
        return switch (first.type()) {
            case NUMBER, DURATION -> modifiers.number();
            case STRING -> {
                tokens.next();
                yield new Expr.Text(Literals.unquote(first.text()), first.range());
            }
            case LEFT_BRACE -> selectors.selector(Optional.empty());
            case LEFT_PAREN -> parenthesis();
            case IDENTIFIER, START, END, STEP, RANGE, MAX_OF, MIN_OF -> {
                tokens.next();
                yield tokens.at(Tok.LEFT_PAREN) ? call(first) : selectors.selector(Optional.of(first));
            }
            default -> {
                if (!first.type().isMetricName()) {
                    throw unexpected();
                }
                tokens.next();
                Tok then = tokens.peek().type();
                boolean aggregation = first.type().isAggregator()
                        && (then == Tok.LEFT_PAREN || then == Tok.BY || then == Tok.WITHOUT);
                yield aggregation ? aggregate(first) : selectors.selector(Optional.of(first));
            }
        };
    }

    private Expr parenthesis() throws ParseException {
        Token open = tokens.next();
        Expr expr = expression(0);
        if (!tokens.at(Tok.RIGHT_PAREN)) {
            throw unexpected();
        }
        return new Expr.Paren(expr, open.range().to(tokens.next().range()));
    }

    private Expr call(Token name) throws ParseException {
        List<Expr> args = arguments();
        Optional<Function> function = Function.named(name.text());
        if (function.isEmpty()) {
            tokens.problem(name.range(), "unknown function with name \"" + name.text() + "\"");
        } else if (function.get().experimental()) {
            tokens.problem(name.range(), "function \"" + name.text() + "\" is not enabled");
        }
        return new Expr.Call(
                function.orElseGet(() -> new Function(name.text(), List.of(), -1, ValueType.VECTOR, false)),
                args,
                new Range(name.pos(), tokens.lastClosing()));
    }

    private List<Expr> arguments() throws ParseException {
        tokens.next();
        List<Expr> args = new ArrayList<>();
        if (tokens.at(Tok.RIGHT_PAREN)) {
            tokens.next();
            return args;
        }
        args.add(expression(0));
        while (tokens.at(Tok.COMMA)) {
            Token comma = tokens.next();
            if (startsExpression(tokens.peek().type())) {
                args.add(expression(0));
            } else {
                tokens.problem(comma.range(), "trailing commas not allowed in function call args");
            }
        }
        if (!tokens.at(Tok.RIGHT_PAREN)) {
            throw unexpected();
        }
        tokens.next();
        return args;
    }

    static boolean startsExpression(Tok type) {
        return switch (type) {
            case NUMBER, DURATION, STRING, LEFT_BRACE, LEFT_PAREN, ADD, SUB -> true;
            default -> type.isMetricName();
        };
    }

    private Expr aggregate(Token op) throws ParseException {
        aggregations++;
        boolean without = tokens.at(Tok.WITHOUT);
        List<String> grouping = List.of();
        List<Expr> args;
        int end;
        if (!tokens.at(Tok.LEFT_PAREN)) {
            tokens.next();
            grouping = modifiers.grouping();
            if (!tokens.at(Tok.LEFT_PAREN)) {
                throw unexpected();
            }
            args = arguments();
            end = tokens.lastClosing();
        } else {
            args = arguments();
            end = tokens.lastClosing();
            without = tokens.at(Tok.WITHOUT);
            if (without || tokens.at(Tok.BY)) {
                tokens.next();
                grouping = modifiers.grouping();
                end = tokens.lastClosing();
            }
        }
        aggregations--;
        return aggregate(op.type(), args, grouping, without, new Range(op.pos(), end));
    }

    private Expr aggregate(Tok op, List<Expr> args, List<String> grouping, boolean without, Range range) {
        boolean parameter = switch (op) {
            case TOPK, BOTTOMK, COUNT_VALUES, QUANTILE, LIMITK, LIMIT_RATIO -> true;
            default -> false;
        };
        int wanted = parameter ? 2 : 1;
        if (args.isEmpty()) {
            tokens.problem(range, "no arguments for aggregate expression provided");
        } else if (op == Tok.LIMITK || op == Tok.LIMIT_RATIO) {
            tokens.problem(
                    range,
                    op.text() + "() is experimental and must be enabled with"
                            + " --enable-feature=promql-experimental-functions");
        } else if (args.size() != wanted) {
            tokens.problem(
                    range,
                    "wrong number of arguments for aggregate expression provided, expected " + wanted + ", got "
                            + args.size());
        }
        if (args.size() != wanted) {
            return new Expr.Literal(0, false, range);
        }
        return new Expr.Aggregate(
                op,
                args.getLast(),
                parameter ? Optional.of(args.getFirst()) : Optional.empty(),
                grouping,
                without,
                range);
    }
}
