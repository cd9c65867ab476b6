package dev.plumbline.collector.jmespath;

import dev.plumbline.collector.jmespath.Token.Kind;
import dev.plumbline.collector.json.Json;
import dev.plumbline.collector.json.JsonException;
import dev.plumbline.collector.json.JsonReader;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Builds the tree of an expression, by how strongly tokens bind. */
final class Parser {
    private static final int DEEPEST = 500;
    private static final Node CURRENT = new Node.Current();
    private static final Node ALWAYS = new Node.Literal(new Json.Bool(true));

    private final List<Token> tokens;
    private int at;
    private int depth;

    Parser(List<Token> tokens) {
        this.tokens = tokens;
    }

    Node parse() throws JmesException {
        Node node = expression(0);
        if (kind(0) != Kind.EOF) {
            throw new JmesException("SyntaxError: Unexpected token at the end of the expression: " + kind(0));
        }
        return node;
    }

    private Node expression(int power) throws JmesException {
        if (++depth > DEEPEST) {
            throw new JmesException("nested deeper than " + DEEPEST);
        }
        Node left = prefix(advance());
        while (power < kind(0).power()) {
            left = infix(advance().kind(), left);
        }
        depth--;
        return left;
    }

    private Node prefix(Token token) throws JmesException {
        return switch (token.kind()) {
            case VARIABLE -> new Node.Variable(token.text());
            case JSON -> literal(token.text());
            case STRING -> new Node.Literal(new Json.Text(token.text()));
            case IDENTIFIER ->
                token.text().equals("let") && kind(0) == Kind.VARIABLE ? let() : new Node.Field(token.text());
            case QUOTED -> {
                if (kind(0) == Kind.LPAREN) {
                    throw new JmesException("SyntaxError: Can't have quoted identifier as function name.");
                }
                yield new Node.Field(token.text());
            }
            case PLUS, MINUS ->
                new Node.Binary(
                        token.kind(),
                        new Node.Literal(new Json.Num(0)),
                        expression(token.kind().power()));
            case STAR -> new Node.Values(CURRENT, kind(0) == Kind.RBRACKET ? CURRENT : projected(Kind.STAR));
            case FILTER -> filter(CURRENT);
            case LBRACE -> selectObject();
            case FLATTEN -> new Node.Projection(new Node.Flatten(CURRENT), projected(Kind.FLATTEN), ALWAYS);
            case LBRACKET -> bracket();
            case CURRENT -> CURRENT;
            case ROOT -> new Node.Root();
            case EXPREF -> new Node.Reference(expression(0));
            case NOT -> new Node.Not(expression(Kind.NOT.power()));
            case LPAREN -> {
                Node inner = expression(0);
                match(Kind.RPAREN);
                yield inner;
            }
            case EOF -> throw new JmesException("SyntaxError: Incomplete expression");
            default -> throw new JmesException("SyntaxError: Invalid token: " + token.kind());
        };
    }

    private Node infix(Kind kind, Node left) throws JmesException {
        return switch (kind) {
            case DOT -> {
                if (kind(0) == Kind.STAR) {
                    at++;
                    yield new Node.Values(left, projected(Kind.DOT));
                }
                yield new Node.Chain(left, afterDot(Kind.DOT), false);
            }
            case PIPE -> new Node.Chain(left, expression(kind.power()), true);
            case OR -> new Node.Either(left, expression(kind.power()), false);
            case AND -> new Node.Either(left, expression(kind.power()), true);
            case LPAREN -> call(left);
            case FILTER -> filter(left);
            case FLATTEN -> new Node.Projection(new Node.Flatten(left), projected(Kind.FLATTEN), ALWAYS);
            case PLUS, MINUS, STAR, MULTIPLY, DIVIDE, MODULO, DIV, EQ, NE, GT, GE, LT, LE ->
                new Node.Binary(kind, left, expression(kind.power()));
            case ASSIGN -> {
                if (!(left instanceof Node.Variable variable)) {
                    throw new JmesException("SyntaxError: only a variable can be assigned");
                }
                yield new Node.Binding(variable.name(), expression(0));
            }
            case LBRACKET -> {
                if (kind(0) == Kind.NUMBER || kind(0) == Kind.COLON) {
                    yield index(left);
                }
                match(Kind.STAR);
                match(Kind.RBRACKET);
                yield new Node.Projection(left, projected(Kind.STAR), ALWAYS);
            }
            default -> throw new JmesException("SyntaxError: Unexpected token: " + kind);
        };
    }

    private static Node literal(String text) throws JmesException {
        try {
            return new Node.Literal(JsonReader.read(text));
        } catch (JsonException e) {
            throw new JmesException("SyntaxError: bad literal: " + e.getMessage());
        }
    }

    private Node call(Node name) throws JmesException {
        if (!(name instanceof Node.Field field)) {
            throw new JmesException("SyntaxError: Invalid node as function name.");
        }
        List<Node> arguments = new ArrayList<>();
        while (kind(0) != Kind.RPAREN) {
            arguments.add(expression(0));
            skip(Kind.COMMA);
        }
        match(Kind.RPAREN);
        return new Node.Call(field.name(), arguments);
    }

    private Node bracket() throws JmesException {
        if (kind(0) == Kind.NUMBER || kind(0) == Kind.COLON) {
            return index(CURRENT);
        }
        if (kind(0) == Kind.STAR && kind(1) == Kind.RBRACKET) {
            at += 2;
            return new Node.Projection(CURRENT, projected(Kind.STAR), ALWAYS);
        }
        return selectList();
    }

    private Node index(Node left) throws JmesException {
        if (kind(0) != Kind.COLON && kind(1) != Kind.COLON) {
            int index = number(advance());
            match(Kind.RBRACKET);
            return new Node.Chain(left, new Node.Index(index), false);
        }
        List<Optional<Integer>> parts = new ArrayList<>(List.of(Optional.empty(), Optional.empty(), Optional.empty()));
        int part = 0;
        while (kind(0) != Kind.RBRACKET) {
            Token token = advance();
            if (token.kind() == Kind.COLON) {
                if (++part == 3) {
                    throw new JmesException("SyntaxError: Too many colons in slice expression");
                }
            } else if (token.kind() == Kind.NUMBER) {
                parts.set(part, Optional.of(number(token)));
            } else {
                throw new JmesException("SyntaxError: Expected : or a number, received: " + token.kind());
            }
        }
        match(Kind.RBRACKET);
        Node slice = new Node.Slice(parts.get(0), parts.get(1), parts.get(2));
        return new Node.Projection(new Node.Chain(left, slice, false), projected(Kind.STAR), ALWAYS);
    }

    private static int number(Token token) throws JmesException {
        try {
            return Integer.parseInt(token.text());
        } catch (NumberFormatException e) {
            throw new JmesException("SyntaxError: index out of range: " + token.text());
        }
    }

    private Node selectList() throws JmesException {
        List<Node> parts = new ArrayList<>();
        do {
            parts.add(expression(0));
        } while (kind(0) != Kind.RBRACKET && matched(Kind.COMMA));
        match(Kind.RBRACKET);
        return new Node.SelectList(parts);
    }

    private Node selectObject() throws JmesException {
        Map<String, Node> parts = new LinkedHashMap<>();
        do {
            Token name = advance();
            if (name.kind() != Kind.IDENTIFIER && name.kind() != Kind.QUOTED) {
                throw new JmesException("SyntaxError: Expected a name, received: " + name.kind());
            }
            match(Kind.COLON);
            parts.put(name.text(), expression(0));
        } while (kind(0) != Kind.RBRACE && matched(Kind.COMMA));
        match(Kind.RBRACE);
        return new Node.SelectObject(parts);
    }

    private Node filter(Node list) throws JmesException {
        Node condition = expression(0);
        match(Kind.RBRACKET);
        return new Node.Projection(list, kind(0) == Kind.FLATTEN ? CURRENT : projected(Kind.FILTER), condition);
    }

    private Node afterDot(Kind power) throws JmesException {
        return switch (kind(0)) {
            case QUOTED, IDENTIFIER, STAR -> expression(power.power());
            case LBRACKET -> {
                at++;
                yield selectList();
            }
            case LBRACE -> {
                at++;
                yield selectObject();
            }
            default -> throw new JmesException("SyntaxError: Expected identifier, lbracket, or lbrace");
        };
    }

    private Node projected(Kind power) throws JmesException {
        if (kind(0).power() < 10) {
            return CURRENT;
        }
        return switch (kind(0)) {
            case LBRACKET, FILTER -> expression(power.power());
            case DOT -> {
                at++;
                yield afterDot(power);
            }
            default -> throw new JmesException("SyntaxError: Error");
        };
    }

    private Node let() throws JmesException {
        List<Node.Binding> bindings = new ArrayList<>();
        while (kind(0) != Kind.IDENTIFIER || !tokens.get(at).text().equals("in")) {
            if (!(expression(0) instanceof Node.Binding binding)) {
                throw new JmesException("SyntaxError: expected $name = expression after let");
            }
            bindings.add(binding);
            skip(Kind.COMMA);
        }
        at++;
        return new Node.Let(bindings, expression(0));
    }

    private Token advance() {
        return tokens.get(Math.min(at++, tokens.size() - 1));
    }

    private Kind kind(int ahead) {
        return tokens.get(Math.min(at + ahead, tokens.size() - 1)).kind();
    }

    private void skip(Kind kind) {
        if (kind(0) == kind) {
            at++;
        }
    }

    private void match(Kind wanted) throws JmesException {
        if (kind(0) != wanted) {
            throw new JmesException("SyntaxError: Expected " + wanted + ", received: " + kind(0));
        }
        at++;
    }

    private boolean matched(Kind wanted) throws JmesException {
        match(wanted);
        return true;
    }
}
