package dev.plumbline.embedded.loki.logql;

import java.util.Locale;

/** One token of sight into a query, and the words of a syntax error. */
final class Tokens {
    private final Lexer lexer;
    private Token current;

    Tokens(String text) {
        lexer = new Lexer(text);
        current = lexer.next();
    }

    Token peek() {
        return current;
    }

    boolean at(String type) {
        return current.is(type);
    }

    Token take() {
        Token taken = current;
        current = lexer.next();
        return taken;
    }

    boolean accept(String type) {
        if (!at(type)) {
            return false;
        }
        take();
        return true;
    }

    /** Takes a token of this type; where nothing else may stand, the error says so. */
    Token expect(String type) {
        if (!at(type)) {
            throw unexpected(shown(type));
        }
        return take();
    }

    /** The error for the token at hand; {@code expected} is what the grammar's tables name, or nothing. */
    LogQlException unexpected(String... expected) {
        if (lexer.failure().isPresent()) {
            return lexer.failure().get();
        }
        String end = expected.length == 0 ? "" : ", expecting " + String.join(" or ", expected);
        return LogQlException.parse(
                "syntax error: unexpected " + shown(current.type()) + end, current.line(), current.column());
    }

    /** Fails if the lexer met something wrong although the grammar was satisfied. */
    void finish() {
        if (!at(Token.END)) {
            throw unexpected();
        }
        lexer.failure().ifPresent(failure -> {
            throw failure;
        });
    }

    private static String shown(String type) {
        if (Lexer.RANGE_FUNCTIONS.contains(type) || Lexer.VECTOR_FUNCTIONS.contains(type) || type.equals("vector")) {
            return type.toUpperCase(Locale.ROOT);
        }
        return switch (type) {
            case "bytes", "duration", "duration_seconds" -> type.toUpperCase(Locale.ROOT) + "_CONV";
            default -> type;
        };
    }
}
