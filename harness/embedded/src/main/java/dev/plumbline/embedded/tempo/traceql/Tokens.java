package dev.plumbline.embedded.tempo.traceql;

/** The words of a query with one word of lookahead, which is read only when it is asked for. */
final class Tokens {
    private final Lexer lexer;
    private @org.jspecify.annotations.Nullable Token next;

    Tokens(String query) {
        this.lexer = new Lexer(query);
    }

    Token peek() {
        if (next == null) {
            next = lexer.next();
        }
        return next;
    }

    Token take() {
        Token token = peek();
        next = null;
        return token;
    }

    boolean takeIf(String type) {
        if (peek().is(type)) {
            next = null;
            return true;
        }
        return false;
    }

    boolean at(String... types) {
        for (String type : types) {
            if (peek().is(type)) {
                return true;
            }
        }
        return false;
    }

    Token expect(String type) {
        if (!peek().is(type)) {
            throw unexpected(type);
        }
        return take();
    }

    /** Returns the error for the word at hand; up to four expected words are named. */
    TraceQlException unexpected(String... expected) {
        Token token = peek();
        return TraceQlException.at(
                token.line(),
                token.column(),
                "syntax error: unexpected " + token.type()
                        + (expected.length == 0 ? "" : ", expecting " + String.join(" or ", expected)));
    }

    /** Takes the closing parenthesis of an expression, after which operators could have stood as well. */
    void close() {
        if (!takeIf(")")) {
            throw unexpected();
        }
    }

    /** Takes one of two words: a closing parenthesis, where a comma could have stood as well. */
    void expectEither(String one, String other) {
        if (!takeIf(")")) {
            throw unexpected(one, other);
        }
    }
}
