package dev.plumbline.collector.syntax;

import dev.plumbline.collector.syntax.Expression.Access;
import dev.plumbline.collector.syntax.Expression.ArrayLiteral;
import dev.plumbline.collector.syntax.Expression.Binary;
import dev.plumbline.collector.syntax.Expression.Call;
import dev.plumbline.collector.syntax.Expression.Field;
import dev.plumbline.collector.syntax.Expression.Identifier;
import dev.plumbline.collector.syntax.Expression.Index;
import dev.plumbline.collector.syntax.Expression.Literal;
import dev.plumbline.collector.syntax.Expression.ObjectLiteral;
import dev.plumbline.collector.syntax.Expression.Parenthesized;
import dev.plumbline.collector.syntax.Expression.Unary;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** Parses expressions by precedence; power binds to the right, all others to the left. */
final class ExpressionParser {
    private final Tokens tokens;
    private final Parser statements;

    ExpressionParser(Tokens tokens, Parser statements) {
        this.tokens = tokens;
        this.statements = statements;
    }

    Expression expression() {
        return binary(1);
    }

    private Expression binary(int least) {
        tokens.enter();
        Expression left = power();
        while (true) {
            Kind operator = tokens.kind();
            if (operator.precedence() < least || tokens.tooLong()) {
                tokens.leave();
                return left;
            }
            int at = tokens.take().start();
            left = new Binary(left, operator, at, binary(operator.precedence() + 1));
        }
    }

    private Expression power() {
        tokens.enter();
        Expression left = unary();
        if (tokens.is(Kind.POWER)) {
            int at = tokens.take().start();
            left = new Binary(left, Kind.POWER, at, power());
        }
        tokens.leave();
        return left;
    }

    private Expression unary() {
        if (!tokens.is(Kind.NOT) && !tokens.is(Kind.SUBTRACT)) {
            return operand();
        }
        tokens.enter();
        Token operator = tokens.take();
        Expression result = new Unary(operator.kind(), unary(), operator.start());
        tokens.leave();
        return result;
    }

    private Expression operand() {
        Expression value = primary();
        while (true) {
            switch (tokens.kind()) {
                case DOT -> value = access(value);
                case LEFT_BRACKET -> value = index(value);
                case LEFT_PAREN -> value = call(value);
                case STRING, LEFT_CURLY -> {
                    if (!blockInsteadOfValue(value)) {
                        return value;
                    }
                }
                default -> {
                    return value;
                }
            }
            if (tokens.tooLong()) {
                return value;
            }
        }
    }

    private Expression access(Expression value) {
        tokens.next();
        String name = tokens.text();
        int at = tokens.expect(Kind.IDENTIFIER);
        return new Access(value, name, at, Math.max(at, at + bytes(name) - 1));
    }

    private Expression index(Expression value) {
        int bracket = tokens.expect(Kind.LEFT_BRACKET);
        Expression index = expression();
        return new Index(value, index, bracket, tokens.expect(Kind.RIGHT_BRACKET));
    }

    private Expression call(Expression function) {
        int paren = tokens.expect(Kind.LEFT_PAREN);
        List<Expression> arguments = list(Kind.RIGHT_PAREN);
        return new Call(function, arguments, paren, tokens.expect(Kind.RIGHT_PAREN));
    }

    /** Reads over a block that stands where a value should; false where it is not even a block. */
    private boolean blockInsteadOfValue(Expression name) {
        if (tokens.is(Kind.STRING)) {
            tokens.next();
        }
        boolean opened = tokens.is(Kind.LEFT_CURLY);
        tokens.expect(Kind.LEFT_CURLY);
        if (!opened) {
            tokens.skipStatement();
            return false;
        }
        statements.body(Kind.RIGHT_CURLY);
        boolean closed = tokens.is(Kind.RIGHT_CURLY);
        int end = tokens.expect(Kind.RIGHT_CURLY);
        if (!closed) {
            tokens.skipStatement();
            return false;
        }
        tokens.errorAt(name.first(), end, "cannot use a block as an expression");
        return true;
    }

    private Expression primary() {
        return switch (tokens.kind()) {
            case IDENTIFIER -> {
                Token name = tokens.take();
                yield new Identifier(name.text(), name.start(), name.start() + bytes(name.text()) - 1);
            }
            case STRING, NUMBER, FLOAT, BOOL, NULL -> {
                Token literal = tokens.take();
                int last = literal.start() + bytes(literal.text()) - 1;
                yield new Literal(literal.kind(), literal.text(), literal.start(), last);
            }
            case LEFT_PAREN -> {
                int first = tokens.expect(Kind.LEFT_PAREN);
                Expression inner = expression();
                yield new Parenthesized(inner, first, tokens.expect(Kind.RIGHT_PAREN));
            }
            case LEFT_BRACKET -> {
                int first = tokens.expect(Kind.LEFT_BRACKET);
                List<Expression> elements = list(Kind.RIGHT_BRACKET);
                yield new ArrayLiteral(elements, first, tokens.expect(Kind.RIGHT_BRACKET));
            }
            case LEFT_CURLY -> {
                int first = tokens.expect(Kind.LEFT_CURLY);
                List<Field> fields = fields();
                yield new ObjectLiteral(fields, first, tokens.expect(Kind.RIGHT_CURLY));
            }
            default -> {
                tokens.error("expected expression, got " + tokens.kind().text());
                int at = tokens.start();
                tokens.skipExpression();
                yield new Literal(Kind.NULL, "null", at, at);
            }
        };
    }

    private List<Expression> list(Kind until) {
        List<Expression> elements = new ArrayList<>();
        while (!tokens.is(until) && !tokens.is(Kind.EOF)) {
            int links = tokens.links();
            elements.add(expression());
            tokens.links(links);
            if (tokens.is(until)) {
                break;
            }
            if (!tokens.is(Kind.COMMA)) {
                tokens.error("missing ',' in expression list");
            }
            tokens.next();
        }
        return elements;
    }

    private List<Field> fields() {
        List<Field> fields = new ArrayList<>();
        // Alloy takes "{]" for an empty list of fields here and then misses the brace: the error is the same.
        while (!tokens.is(Kind.RIGHT_CURLY) && !tokens.is(Kind.EOF)) {
            int links = tokens.links();
            fields.add(field());
            tokens.links(links);
            if (tokens.is(Kind.RIGHT_CURLY)) {
                break;
            }
            if (!tokens.is(Kind.COMMA)) {
                tokens.error("missing ',' in field list");
            }
            tokens.next();
        }
        return fields;
    }

    private Field field() {
        String name = "";
        boolean quoted = false;
        int at = tokens.start();
        if (tokens.is(Kind.STRING) || tokens.is(Kind.IDENTIFIER)) {
            Token token = tokens.take();
            quoted = token.kind() == Kind.STRING && token.text().length() > 2;
            name = quoted ? token.text().substring(1, token.text().length() - 1) : token.text();
        } else {
            tokens.error("expected field name (string or identifier), got "
                    + tokens.kind().text());
            tokens.skipTo(Kind.ASSIGN);
        }
        tokens.expect(Kind.ASSIGN);
        return new Field(name, quoted, at, expression());
    }

    private static int bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8).length;
    }
}
