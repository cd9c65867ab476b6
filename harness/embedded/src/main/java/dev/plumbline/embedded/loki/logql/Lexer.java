package dev.plumbline.embedded.loki.logql;

import dev.plumbline.embedded.gotemplate.GoDuration;
import dev.plumbline.embedded.gotemplate.GoQuotes;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** Turns text into LogQL's tokens; the first error it meets is the one that is reported. */
final class Lexer {
    static final Set<String> RANGE_FUNCTIONS = Set.of(
            "rate",
            "rate_counter",
            "count_over_time",
            "bytes_rate",
            "bytes_over_time",
            "avg_over_time",
            "sum_over_time",
            "min_over_time",
            "max_over_time",
            "stdvar_over_time",
            "stddev_over_time",
            "quantile_over_time",
            "first_over_time",
            "last_over_time",
            "absent_over_time");
    static final Set<String> VECTOR_FUNCTIONS = Set.of(
            "sum",
            "avg",
            "max",
            "min",
            "count",
            "stddev",
            "stdvar",
            "bottomk",
            "topk",
            "sort",
            "sort_desc",
            "approx_topk");
    private static final Set<String> OTHER_FUNCTIONS =
            Set.of("vector", "label_replace", "bytes", "duration", "duration_seconds", "ip");
    private static final Set<String> WORDS = Set.of(
            "unwrap",
            "by",
            "without",
            "bool",
            "offset",
            "on",
            "ignoring",
            "group_left",
            "group_right",
            "or",
            "and",
            "unless",
            "json",
            "regexp",
            "logfmt",
            "unpack",
            "pattern",
            "label_format",
            "line_format",
            "decolorize",
            "drop",
            "keep",
            "variants",
            "of");
    private static final Set<String> SIGNS = Set.of(
            ",", ".", "{", "}", "=", "!=", "=~", "!~", "!>", "|=", "|~", "|>", "|", "(", ")", "[", "]", "+", "-", "*",
            "/", "%", "^", "==", ">", ">=", "<", "<=");

    private final Scanner scanner;
    private Optional<LogQlException> failure = Optional.empty();

    Lexer(String text) {
        scanner = new Scanner(text);
        scanner.onError(this::fail);
    }

    private void fail(String message) {
        if (failure.isEmpty()) {
            failure = Optional.of(LogQlException.parse(message, scanner.line(), scanner.column()));
        }
    }

    /** The first error met while lexing, which outranks what the parser makes of it. */
    Optional<LogQlException> failure() {
        return failure;
    }

    Token next() {
        Scanner.Kind kind = scanner.scan();
        return switch (kind) {
            case END -> token(Token.END, "", 0);
            case NUMBER -> number();
            case STRING, RAW_STRING -> string();
            case IDENTIFIER, CHARACTER -> word();
        };
    }

    private Token token(String type, String text, long value) {
        return new Token(type, text, value, scanner.line(), scanner.column());
    }

    private Token number() {
        String number = scanner.text();
        Optional<Token> duration = duration(number);
        if (duration.isPresent()) {
            return duration.get();
        }
        Optional<Token> size = size(number);
        return size.orElseGet(() -> token(Token.NUMBER, number, 0));
    }

    private Token string() {
        try {
            return token(Token.STRING, GoQuotes.unquote(scanner.text()), 0);
        } catch (IllegalArgumentException e) {
            fail("invalid syntax");
            return token(Token.END, "", 0);
        }
    }

    private Token word() {
        String text = scanner.text();
        if (text.equals("#")) {
            int c = scanner.peek();
            while (c != '\n' && c != Scanner.EOF) {
                c = scanner.next();
            }
            return next();
        }
        if (text.equals("-")) {
            if (scanner.peek() == '-') {
                Optional<Token> flag = flag();
                if (flag.isPresent()) {
                    return flag.get();
                }
            }
            Optional<Token> negative = duration("-");
            if (negative.isPresent()) {
                return negative.get();
            }
        }
        return text.equals("[") ? range() : named(text);
    }

    private Token range() {
        StringBuilder inside = new StringBuilder();
        for (int c = scanner.next(); c != Scanner.EOF; c = scanner.next()) {
            if (c == ']') {
                try {
                    long nanos = GoDuration.parsePrometheus(inside.toString());
                    return token(Token.RANGE, inside.toString(), nanos);
                } catch (NumberFormatException e) {
                    fail(String.valueOf(e.getMessage()));
                    return token(Token.END, "", 0);
                }
            }
            inside.appendCodePoint(c);
        }
        fail("missing closing ']' in duration");
        return token(Token.END, "", 0);
    }

    private Token named(String text) {
        String lower = text.toLowerCase(Locale.ROOT);
        int peek = scanner.peek();
        String longer = peek == Scanner.EOF ? lower : (text + Character.toString(peek)).toLowerCase(Locale.ROOT);
        if (isFunctionName(lower)) {
            return isCall(scanner.copy()) ? token(lower, text, 0) : token(Token.IDENTIFIER, text, 0);
        }
        if (peek != Scanner.EOF && SIGNS.contains(longer)) {
            scanner.next();
            return token(longer, longer, 0);
        }
        return SIGNS.contains(lower) || WORDS.contains(lower)
                ? token(lower, text, 0)
                : token(Token.IDENTIFIER, text, 0);
    }

    private static boolean isFunctionName(String word) {
        return RANGE_FUNCTIONS.contains(word) || VECTOR_FUNCTIONS.contains(word) || OTHER_FUNCTIONS.contains(word);
    }

    /** A function's name is one only before a parenthesis, or before by or without and one. */
    private static boolean isCall(Scanner ahead) {
        skipSpace(ahead);
        StringBuilder seen = new StringBuilder();
        for (int c = ahead.next(); c != Scanner.EOF; c = ahead.next()) {
            seen.appendCodePoint(c);
            String word = seen.toString().toLowerCase(Locale.ROOT);
            if (word.equals("(")) {
                return true;
            }
            if (word.equals("by") || word.equals("without")) {
                skipSpace(ahead);
                return ahead.next() == '(';
            }
            if (seen.length() > 7) {
                return false;
            }
        }
        return false;
    }

    private static void skipSpace(Scanner scanner) {
        while (scanner.peek() != Scanner.EOF && Character.isWhitespace(scanner.peek())) {
            scanner.next();
        }
    }

    private Optional<Token> flag() {
        Scanner ahead = scanner.copy();
        StringBuilder flag = new StringBuilder("-");
        int n = 0;
        while (ahead.peek() != Scanner.EOF && (Character.isLetter(ahead.peek()) || ahead.peek() == '-')) {
            flag.appendCodePoint(ahead.next());
            n++;
        }
        if (!flag.toString().equals("--strict") && !flag.toString().equals("--keep-empty")) {
            return Optional.empty();
        }
        take(n);
        return Optional.of(token(Token.FLAG, flag.toString(), 0));
    }

    private void take(int n) {
        for (int i = 0; i < n; i++) {
            scanner.next();
        }
    }

    private Optional<Token> duration(String start) {
        String text = start + ahead("nuµmshdwy");
        int n = text.codePointCount(0, text.length()) - start.length();
        if (n == 0) {
            return Optional.empty();
        }
        Optional<Long> nanos = Units.duration(text);
        nanos.ifPresent(d -> take(n));
        return nanos.map(d -> token(Token.DURATION, text, d));
    }

    private Optional<Token> size(String start) {
        String text = start + ahead("BikKMGTP");
        int n = text.length() - start.length();
        if (n == 0) {
            return Optional.empty();
        }
        try {
            long bytes = Units.bytes(text);
            take(n);
            return Optional.of(token(Token.BYTES, text, bytes));
        } catch (NumberFormatException e) {
            return Optional.empty();
        }
    }

    private String ahead(String letters) {
        Scanner ahead = scanner.copy();
        StringBuilder out = new StringBuilder();
        while (ahead.peek() != Scanner.EOF
                && (Character.isDigit(ahead.peek()) || ahead.peek() == '.' || letters.indexOf(ahead.peek()) >= 0)) {
            out.appendCodePoint(ahead.next());
        }
        return out.toString();
    }
}
