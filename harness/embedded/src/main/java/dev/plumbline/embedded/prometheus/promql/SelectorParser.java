package dev.plumbline.embedded.prometheus.promql;

import dev.plumbline.embedded.prometheus.model.Labels;
import dev.plumbline.embedded.prometheus.model.Matcher;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Parses selectors of series. */
final class SelectorParser {
    private static final String CONTEXT = "label matching";

    private final TokenStream tokens;

    SelectorParser(TokenStream tokens) {
        this.tokens = tokens;
    }

    Expr.Selector selector(Optional<Token> name) throws ParseException {
        List<Matcher> matchers = new ArrayList<>();
        Range range = name.map(Token::range).orElseGet(() -> tokens.peek().range());
        if (tokens.at(Tok.LEFT_BRACE)) {
            range = range.to(braces(matchers));
        }
        String metric = name.map(Token::text).orElse("");
        if (!metric.isEmpty()) {
            matchers.add(Matcher.of(Labels.NAME, Matcher.Type.EQUAL, metric));
        }
        return new Expr.Selector(metric, List.copyOf(matchers), Span.NONE, Expr.At.NONE, range);
    }

    private Range braces(List<Matcher> matchers) throws ParseException {
        tokens.next();
        if (tokens.at(Tok.RIGHT_BRACE)) {
            return tokens.next().range();
        }
        while (true) {
            matcher().ifPresent(matchers::add);
            if (tokens.at(Tok.RIGHT_BRACE)) {
                return tokens.next().range();
            }
            if (!tokens.at(Tok.COMMA)) {
                throw tokens.unexpected(CONTEXT, "\",\" or \"}\"");
            }
            tokens.next();
            if (tokens.at(Tok.RIGHT_BRACE)) {
                return tokens.next().range();
            }
        }
    }

    private Optional<Matcher> matcher() throws ParseException {
        Token label = tokens.peek();
        if (label.type() != Tok.IDENTIFIER && label.type() != Tok.STRING) {
            throw tokens.unexpected(CONTEXT, "identifier or \"}\"");
        }
        tokens.next();
        boolean quoted = label.type() == Tok.STRING;
        String name = quoted ? Literals.unquote(label.text()) : label.text();
        Optional<Matcher.Type> type = operator(tokens.peek().type());
        if (type.isEmpty()) {
            if (quoted) {
                return Optional.of(Matcher.of(Labels.NAME, Matcher.Type.EQUAL, name));
            }
            throw tokens.unexpected(CONTEXT, "label matching operator");
        }
        tokens.next();
        if (!tokens.at(Tok.STRING)) {
            throw tokens.unexpected(CONTEXT, "string");
        }
        Token value = tokens.next();
        try {
            return Optional.of(Matcher.of(name, type.get(), Literals.unquote(value.text())));
        } catch (IllegalArgumentException e) {
            tokens.problem(label.range().to(value.range()), String.valueOf(e.getMessage()));
            return Optional.empty();
        }
    }

    private static Optional<Matcher.Type> operator(Tok type) {
        return switch (type) {
            case EQL -> Optional.of(Matcher.Type.EQUAL);
            case NEQ -> Optional.of(Matcher.Type.NOT_EQUAL);
            case EQL_REGEX -> Optional.of(Matcher.Type.REGEX);
            case NEQ_REGEX -> Optional.of(Matcher.Type.NOT_REGEX);
            default -> Optional.empty();
        };
    }
}
