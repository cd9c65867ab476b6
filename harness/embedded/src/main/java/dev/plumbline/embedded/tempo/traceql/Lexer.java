package dev.plumbline.embedded.tempo.traceql;

import java.util.Optional;
import java.util.Set;

/**
 * Splits a query into words.
 *
 * <p>Words that are made of several (such as {@code >=} or {@code span.}) are reported at line 0, as the real scanner
 * does: it forgets the line once it reads beyond its first word.
 */
final class Lexer {
    private static final String ALL_WORDS = """
            , . { } ( ) = != =~ !~ > >= < <= + - / % * ^ true false nil ok error unset unspecified internal server client \
            producer consumer && || ! | >> << ~ !> !< !>> !<< &~ &> &< &>> &<< duration childCount name status \
            statusMessage kind rootName rootServiceName rootService traceDuration nestedSetLeft nestedSetRight \
            nestedSetParent id traceID spanID parentID timeSinceStart version parent parent. resource. span. trace: span: \
            event: link: instrumentation: event. link. instrumentation. count avg max min sum by coalesce select rate \
            count_over_time min_over_time max_over_time avg_over_time sum_over_time quantile_over_time \
            histogram_over_time compare topk bottomk with""";
    private static final Set<String> WORDS = Set.of(ALL_WORDS.split(" "));
    private static final Set<String> ATTRIBUTE_STARTS =
            Set.of(".", "resource.", "span.", "parent.", "event.", "link.", "instrumentation.");

    private final Scanner scanner;
    private boolean inAttribute;
    private String scope = "";

    Lexer(String query) {
        this.scanner = new Scanner(query);
    }

    /** Tells whether a character can stand in an attribute's name without quotes. */
    static boolean isAttributeRune(int c) {
        return c >= 0 && !isSpace(c) && "{}()=~!<>&|^,".indexOf(c) < 0;
    }

    private static boolean isSpace(int c) {
        return c >= 9 && c <= 13
                || c == ' '
                || c == 0x85
                || c == 0xA0
                || Character.getType(c) == Character.SPACE_SEPARATOR;
    }

    /**
     * Returns the next word; {@link Token#END} after the last.
     *
     * @throws TraceQlException if what follows is no word
     */
    Token next() {
        if (inAttribute) {
            return attribute();
        }
        String text = scanner.scan();
        return switch (scanner.kind()) {
            case END -> token(Token.END, "");
            case STRING ->
                token(Token.STRING, GoStrings.unquote(text).orElseThrow(() -> scanner.error("invalid syntax")));
            case NUMBER -> number(text);
            case OTHER -> word(text);
        };
    }

    private Token attribute() {
        if (!isAttributeRune(scanner.peek())) {
            inAttribute = false;
            return token(Token.END_ATTRIBUTE, "");
        }
        if (scope.equals("parent.")) {
            for (String inner : Set.of("span.", "resource.")) {
                if (scanner.rest().startsWith(inner)) {
                    scanner.skip(inner.length());
                    scope = inner;
                    return token(inner, inner);
                }
            }
        }
        StringBuilder name = new StringBuilder();
        while (isAttributeRune(scanner.peek())) {
            if (scanner.peek() == '"') {
                quoted(name);
            } else {
                name.appendCodePoint(scanner.read());
            }
        }
        return token(Token.IDENTIFIER, name.toString());
    }

    private void quoted(StringBuilder name) {
        scanner.read();
        while (true) {
            int c = scanner.peek();
            if (c < 0) {
                throw scanner.error("unexpected EOF, expecting \"");
            }
            scanner.read();
            if (c == '"') {
                return;
            }
            if (c == '\\') {
                if (scanner.peek() != '\\' && scanner.peek() != '"') {
                    throw scanner.error("invalid escape sequence");
                }
                c = scanner.read();
            }
            name.appendCodePoint(c);
        }
    }

    private Token number(String text) {
        int length = 0;
        String rest = scanner.rest();
        while (length < rest.length()
                && (Character.isDigit(rest.charAt(length)) || ".nsumhµdwy".indexOf(rest.charAt(length)) >= 0)) {
            length++;
        }
        Optional<Long> duration = length == 0 ? Optional.empty() : Durations.parse(text + rest.substring(0, length));
        if (duration.isPresent()) {
            scanner.skip(length);
            return new Token(Token.DURATION, text, Static.duration(duration.get()), scanner.line(), scanner.column());
        }
        try {
            return scanner.isInteger()
                    ? new Token(Token.INTEGER, text, Static.of(Long.parseLong(text)), scanner.line(), scanner.column())
                    : new Token(
                            Token.FLOAT, text, Static.of(Double.parseDouble(text)), scanner.line(), scanner.column());
        } catch (NumberFormatException e) {
            String reason = text.matches("\\d+") ? "value out of range" : "invalid syntax";
            throw scanner.error((scanner.isInteger() ? "strconv.Atoi" : "strconv.ParseFloat") + ": parsing \"" + text
                    + "\": " + reason);
        }
    }

    private Token word(String first) {
        String text = first;
        boolean joined = false;
        while (scanner.peek() >= 0 && WORDS.contains(text + Character.toString(scanner.peek()))) {
            text += Character.toString(scanner.read());
            joined = true;
        }
        if (!joined && !WORDS.contains(text)) {
            return token(Token.IDENTIFIER, text);
        }
        if (joined && (text.endsWith(".") || text.endsWith(":"))) {
            scope = text;
        }
        inAttribute = ATTRIBUTE_STARTS.contains(text);
        return token(text, text);
    }

    private Token token(String type, String text) {
        return new Token(type, text, Static.NIL, scanner.line(), scanner.column());
    }
}
