package dev.plumbline.embedded.prometheus.promql;

import java.util.ArrayList;
import java.util.List;

/**
 * Tokens with one of look-ahead, and the problems found so far. Only the first problem is told, so tokens are read no
 * earlier than Prometheus' own parser would read them.
 */
final class TokenStream {
    private final String query;
    private final Lexer lexer;
    private final List<Token> ahead = new ArrayList<>(1);
    private final List<ParseException> problems = new ArrayList<>();
    private int lastClosing;

    TokenStream(String query) {
        this.query = query;
        this.lexer = new Lexer(query);
    }

    Token peek() {
        if (ahead.isEmpty()) {
            Token token = lexer.next();
            switch (token.type()) {
                case ERROR -> problem(new Range(lexer.start(), query.length()), token.text());
                case RIGHT_BRACE, RIGHT_PAREN, RIGHT_BRACKET, DURATION, NUMBER ->
                    lastClosing = token.range().end();
                default -> {}
            }
            ahead.add(token);
        }
        return ahead.getFirst();
    }

    boolean at(Tok type) {
        return peek().type() == type;
    }

    Token next() {
        Token token = peek();
        ahead.clear();
        return token;
    }

    /** Returns the place behind the last token that can end an expression. */
    int lastClosing() {
        return lastClosing;
    }

    String query() {
        return query;
    }

    void problem(Range range, String message) {
        problems.add(new ParseException(query, range, message));
    }

    /** Gives up at the token that comes next. */
    ParseException unexpected(String context, String expected) {
        Token token = peek();
        if (token.type() != Tok.ERROR) {
            problem(
                    token.range(),
                    "unexpected " + token.description() + (context.isEmpty() ? "" : " in " + context)
                            + (expected.isEmpty() ? "" : ", expected " + expected));
        }
        return problems.getFirst();
    }

    boolean isClean() {
        return problems.isEmpty();
    }

    void throwFirst() throws ParseException {
        if (!problems.isEmpty()) {
            throw problems.getFirst();
        }
    }
}
