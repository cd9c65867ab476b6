package dev.plumbline.embedded.prometheus.promql;

import java.io.Serial;

/**
 * Parses durations of ranges and offsets. Anything but a signed literal is an expression, which is parsed only to be
 * refused at the right place.
 */
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

    /** Parses a duration over zero and returns it in milliseconds. */
    long positive() throws Stuck {
        Expr.Literal number = expression(0);
        tokens.peek();
        if (number.value() <= 0) {
            tokens.problem(number.range(), "duration must be greater than 0");
        }
        return ModifierParser.millis(number.value());
    }

    /** Parses what may follow {@code offset}. */
    Expr.Literal offset() throws Stuck {
        if (literals.atNumber()) {
            return literal();
        }
        if (!tokens.at(Tok.ADD) && !tokens.at(Tok.SUB)) {
            return expression(0);
        }
        Token sign = tokens.next();
        if (literals.atNumber()) {
            return signed(sign, literals.number());
        }
        if (tokens.at(Tok.LEFT_PAREN)) {
            tokens.next();
            Expr.Literal inner = expression(0);
            close();
            return signed(sign, inner);
        }
        return signed(sign, expression(Parser.precedence(Tok.POW)));
    }

    private Expr.Literal signed(Token sign, Expr.Literal number) {
        double value = sign.type() == Tok.SUB ? -number.value() : number.value();
        if (ModifierParser.outOfRange(value)) {
            tokens.problem(sign.range(), "duration out of range");
        }
        return new Expr.Literal(value, number.duration(), sign.range().to(number.range()));
    }

    private Expr.Literal literal() {
        Expr.Literal number = literals.number();
        if (ModifierParser.outOfRange(number.value())) {
            tokens.problem(number.range(), "duration out of range");
            return new Expr.Literal(0, number.duration(), number.range());
        }
        return number;
    }

    private Expr.Literal expression(int least) throws Stuck {
        Expr.Literal lhs = operand();
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
            tokens.next();
            Expr.Literal rhs = expression(op == Tok.POW ? precedence : precedence + 1);
            refuse(lhs.range());
            lhs = new Expr.Literal(1, true, lhs.range().to(rhs.range()));
        }
    }

    private Expr.Literal operand() throws Stuck {
        Token first = tokens.peek();
        return switch (first.type()) {
            case NUMBER, DURATION -> literal();
            case ADD, SUB -> {
                tokens.next();
                yield signed(first, expression(Parser.precedence(Tok.POW)));
            }
            case LEFT_PAREN -> {
                tokens.next();
                Expr.Literal inner = expression(0);
                close();
                refuse(inner.range());
                yield inner;
            }
            case STEP, RANGE, MAX_OF, MIN_OF -> word(first);
            default -> throw new Stuck();
        };
    }

    private Expr.Literal word(Token first) throws Stuck {
        tokens.next();
        open();
        if (first.type() == Tok.MAX_OF || first.type() == Tok.MIN_OF) {
            expression(0);
            if (!tokens.at(Tok.COMMA)) {
                throw new Stuck();
            }
            tokens.next();
            expression(0);
        }
        close();
        refuse(first.range());
        return new Expr.Literal(1, true, first.range());
    }

    private void refuse(Range range) {
        tokens.problem(range, "not supported by the stand-in: duration expressions");
    }

    private void open() throws Stuck {
        if (!tokens.at(Tok.LEFT_PAREN)) {
            throw new Stuck();
        }
        tokens.next();
    }

    private void close() throws Stuck {
        if (!tokens.at(Tok.RIGHT_PAREN)) {
            throw new Stuck();
        }
        tokens.next();
    }
}
