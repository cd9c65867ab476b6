package dev.plumbline.collector.jmespath;

import dev.plumbline.collector.jmespath.Token.Kind;
import dev.plumbline.collector.json.Json;
import dev.plumbline.collector.json.JsonException;
import dev.plumbline.collector.json.JsonReader;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Splits an expression into tokens. */
final class Lexer {
    private static final Map<Character, Kind> SINGLE = Map.ofEntries(
            Map.entry('.', Kind.DOT),
            Map.entry('*', Kind.STAR),
            Map.entry(',', Kind.COMMA),
            Map.entry(':', Kind.COLON),
            Map.entry('{', Kind.LBRACE),
            Map.entry('}', Kind.RBRACE),
            Map.entry(']', Kind.RBRACKET),
            Map.entry('(', Kind.LPAREN),
            Map.entry(')', Kind.RPAREN),
            Map.entry('@', Kind.CURRENT),
            Map.entry('+', Kind.PLUS),
            Map.entry('%', Kind.MODULO),
            Map.entry('\u2212', Kind.MINUS),
            Map.entry('\u00d7', Kind.MULTIPLY),
            Map.entry('\u00f7', Kind.DIVIDE));

    private final String text;
    private final List<Token> tokens = new ArrayList<>();
    private int at;

    Lexer(String text) {
        this.text = text;
    }

    List<Token> tokens() throws JmesException {
        while (at < text.length()) {
            char c = text.charAt(at);
            if (" \t\n\r".indexOf(c) >= 0) {
                at++;
            } else {
                token(c);
            }
        }
        tokens.add(new Token(Kind.EOF, "", text.length()));
        return tokens;
    }

    private void token(char c) throws JmesException {
        Kind single = SINGLE.get(c);
        if (isLetter(c)) {
            add(Kind.IDENTIFIER, identifierEnd(at + 1));
        } else if (single != null) {
            add(single, at + 1);
        } else if (isDigit(c) || c == '-' && at + 1 < text.length() && isDigit(text.charAt(at + 1))) {
            int end = at + 1;
            while (end < text.length() && isDigit(text.charAt(end))) {
                end++;
            }
            add(Kind.NUMBER, end);
        } else {
            symbol(c);
        }
    }

    private void symbol(char c) throws JmesException {
        switch (c) {
            case '-' -> add(Kind.MINUS, at + 1);
            case '/' -> pair('/', Kind.DIV, Kind.DIVIDE);
            case '|' -> pair('|', Kind.OR, Kind.PIPE);
            case '<' -> pair('=', Kind.LE, Kind.LT);
            case '>' -> pair('=', Kind.GE, Kind.GT);
            case '!' -> pair('=', Kind.NE, Kind.NOT);
            case '=' -> pair('=', Kind.EQ, Kind.ASSIGN);
            case '&' -> pair('&', Kind.AND, Kind.EXPREF);
            case '[' -> {
                if (text.startsWith("[?", at)) {
                    add(Kind.FILTER, at + 2);
                } else {
                    pair(']', Kind.FLATTEN, Kind.LBRACKET);
                }
            }
            case '$' -> {
                int end = identifierEnd(at + 1);
                add(end == at + 1 ? Kind.ROOT : Kind.VARIABLE, end);
            }
            case '"' -> quoted();
            case '\'' -> rawString();
            case '`' -> literal();
            default -> throw new JmesException("Unknown char: '" + c + "'");
        }
    }

    private void add(Kind kind, int end) {
        tokens.add(new Token(kind, text.substring(at, end), at));
        at = end;
    }

    private void pair(char second, Kind both, Kind alone) {
        boolean two = at + 1 < text.length() && text.charAt(at + 1) == second;
        add(two ? both : alone, two ? at + 2 : at + 1);
    }

    private int identifierEnd(int from) {
        int end = from;
        while (end < text.length() && (isLetter(text.charAt(end)) || isDigit(text.charAt(end)))) {
            end++;
        }
        return end;
    }

    private int closing(char delimiter) throws JmesException {
        for (int i = at + 1; i < text.length(); i++) {
            if (text.charAt(i) == '\\') {
                i++;
            } else if (text.charAt(i) == delimiter) {
                return i;
            }
        }
        throw new JmesException("Unclosed delimiter: " + delimiter);
    }

    private void quoted() throws JmesException {
        int end = closing('"');
        try {
            if (JsonReader.read(text.substring(at, end + 1)) instanceof Json.Text name) {
                tokens.add(new Token(Kind.QUOTED, name.value(), at));
            }
        } catch (JsonException e) {
            throw new JmesException("Bad quoted identifier: " + e.getMessage());
        }
        at = end + 1;
    }

    private void rawString() throws JmesException {
        int end = closing('\'');
        StringBuilder value = new StringBuilder();
        for (int i = at + 1; i < end; i++) {
            char c = text.charAt(i);
            if (c == '\\' && (text.charAt(i + 1) == '\'' || text.charAt(i + 1) == '\\')) {
                c = text.charAt(++i);
            }
            value.append(c);
        }
        tokens.add(new Token(Kind.STRING, value.toString(), at));
        at = end + 1;
    }

    private void literal() throws JmesException {
        int end = closing('`');
        tokens.add(new Token(Kind.JSON, text.substring(at + 1, end).replace("\\`", "`"), at));
        at = end + 1;
    }

    private static boolean isLetter(char c) {
        return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c == '_';
    }

    private static boolean isDigit(char c) {
        return c >= '0' && c <= '9';
    }
}
