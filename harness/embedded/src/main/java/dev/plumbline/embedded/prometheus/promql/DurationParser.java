package dev.plumbline.embedded.prometheus.promql;

import java.io.Serial;
import java.util.Optional;

/** Parses durations of ranges and offsets: literals and expressions of them. */
final class DurationParser {
    private final TokenStream tokens;
    private final ModifierParser literals;

    DurationParser(TokenStream tokens, ModifierParser literals) {
        this.tokens = tokens;
        this.literals = literals;
    }

    /** The next token fits no duration; who asked for one knows what to say. */
    static final class Stuck extends Exception {
        @Serial
        private static final long serialVersionUID = 1;
    }

    /** Parses a duration over zero. */
    Span positive() throws Stuck {
        TimeExpr expr = expression(0);
        tokens.peek();
        if (expr instanceof TimeExpr.Constant n && n.literal().value() <= 0) {
            tokens.problem(n.range(), "duration must be greater than 0");
        }
        return Span.of(expr);
    }

    /** Parses what may follow {@code offset}; operators behind a literal or a word are not part of it. */
    Span offset() throws Stuck {
        Token first = tokens.peek();
        return Span.of(
                switch (first.type()) {
                    case NUMBER, DURATION -> literal();
                    case STEP, RANGE, MAX_OF, MIN_OF -> word(tokens.next());
                    case ADD, SUB -> signedOffset(tokens.next());
                    default -> expression(0);
                });
    }

    private TimeExpr signedOffset(Token sign) throws Stuck {
        return switch (tokens.peek().type()) {
            case NUMBER, DURATION -> signed(sign, new TimeExpr.Constant(literals.number()));
            case STEP, RANGE, MAX_OF, MIN_OF ->
                new TimeExpr.Operation(
                        sign.type(), Optional.empty(), Optional.of(word(tokens.next())), false, sign.range());
            case LEFT_PAREN -> {
                tokens.next();
                TimeExpr inner = expression(0);
                close();
                yield signed(sign, inner instanceof TimeExpr.Operation o ? o.wrap() : inner);
            }
            default -> continued(signed(sign, expression(Parser.precedence(Tok.POW))), 0);
        };
    }

    private TimeExpr signed(Token sign, TimeExpr expr) {
        boolean minus = sign.type() == Tok.SUB;
        return switch (expr) {
            case TimeExpr.Operation o ->
                minus ? new TimeExpr.Operation(Tok.SUB, Optional.empty(), Optional.of(o), false, sign.range()) : o;
            case TimeExpr.Constant n -> {
                double value = n.literal().value() * (minus ? -1 : 1);
                if (ModifierParser.outOfRange(value)) {
                    tokens.problem(sign.range(), "duration out of range");
                }
                yield new TimeExpr.Constant(new Expr.Literal(
                        value, n.literal().duration(), sign.range().to(n.range())));
            }
        };
    }

    private TimeExpr literal() {
        Expr.Literal number = literals.number();
        if (ModifierParser.outOfRange(number.value())) {
            tokens.problem(number.range(), "duration out of range");
            return new TimeExpr.Constant(new Expr.Literal(0, number.duration(), number.range()));
        }
        return new TimeExpr.Constant(number);
    }

    private TimeExpr expression(int least) throws Stuck {
        return continued(operand(), least);
    }

    private TimeExpr continued(TimeExpr first, int least) throws Stuck {
        TimeExpr lhs = first;
        while (true) {
            Tok op = tokens.peek().type();
            int precedence = Parser.precedence(op);
            boolean arithmetic = switch (op) {
                case ADD, SUB, MUL, DIV, MOD, POW -> true;
                default -> false;
            };
            if (!arithmetic || precedence < least) {
                return lhs;
            }
            Token operator = tokens.next();
            TimeExpr rhs = expression(op == Tok.POW ? precedence : precedence + 1);
            if ((op == Tok.DIV || op == Tok.MOD)
                    && rhs instanceof TimeExpr.Constant n
                    && n.literal().value() == 0) {
                tokens.problem(operator.range(), op == Tok.DIV ? "division by zero" : "modulo by zero");
            }
            lhs = new TimeExpr.Operation(op, Optional.of(lhs), Optional.of(rhs), false, operator.range());
        }
    }

    private TimeExpr operand() throws Stuck {
        Token first = tokens.peek();
        return switch (first.type()) {
            case NUMBER, DURATION -> literal();
            case ADD, SUB -> {
                tokens.next();
                yield signed(first, expression(Parser.precedence(Tok.POW)));
            }
            case LEFT_PAREN -> {
                tokens.next();
                TimeExpr inner = expression(0);
                close();
                yield inner instanceof TimeExpr.Operation o ? o.wrap() : inner;
            }
            case STEP, RANGE, MAX_OF, MIN_OF -> word(tokens.next());
            default -> throw new Stuck();
        };
    }

    private TimeExpr word(Token first) throws Stuck {
        open();
        Optional<TimeExpr> lhs = Optional.empty();
        Optional<TimeExpr> rhs = Optional.empty();
        if (first.type() == Tok.MAX_OF || first.type() == Tok.MIN_OF) {
            lhs = Optional.of(expression(0));
            if (!tokens.at(Tok.COMMA)) {
                throw new Stuck();
            }
            tokens.next();
            rhs = Optional.of(expression(0));
        }
        return new TimeExpr.Operation(
                first.type(), lhs, rhs, false, first.range().to(close()));
    }

    private void open() throws Stuck {
        if (!tokens.at(Tok.LEFT_PAREN)) {
            throw new Stuck();
        }
        tokens.next();
    }

    private Range close() throws Stuck {
        if (!tokens.at(Tok.RIGHT_PAREN)) {
            throw new Stuck();
        }
        return tokens.next().range();
    }
}
