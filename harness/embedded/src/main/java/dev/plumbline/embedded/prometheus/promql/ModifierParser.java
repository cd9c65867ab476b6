package dev.plumbline.embedded.prometheus.promql;

import dev.plumbline.embedded.prometheus.model.Durations;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Parses what follows a selector or an operator: ranges, offsets, {@code @}, groupings and matching. */
final class ModifierParser {
    private static final String DURATION = "number, duration, step(), or range()";
    private static final double LONGEST = 0x1p63 / 1e9;

    private final TokenStream tokens;
    private final DurationParser durations;

    ModifierParser(TokenStream tokens) {
        this.tokens = tokens;
        this.durations = new DurationParser(tokens, this);
    }

    /** Parses a number or duration literal. */
    Expr.Literal number() {
        Token token = tokens.next();
        try {
            return token.type() == Tok.DURATION
                    ? new Expr.Literal(Durations.parse(token.text()) / 1000.0, true, token.range())
                    : new Expr.Literal(Literals.number(token.text()), false, token.range());
        } catch (NumberFormatException e) {
            tokens.problem(token.range(), "error parsing number: " + e.getMessage());
        } catch (IllegalArgumentException e) {
            tokens.problem(token.range(), String.valueOf(e.getMessage()));
        }
        return new Expr.Literal(0, token.type() == Tok.DURATION, token.range());
    }

    boolean atNumber() {
        return tokens.at(Tok.NUMBER) || tokens.at(Tok.DURATION);
    }

    static boolean outOfRange(double seconds) {
        return seconds > LONGEST || seconds < -LONGEST;
    }

    /** Returns milliseconds; what is no number is, as in Go, the least one. */
    static long millis(double seconds) {
        if (Double.isNaN(seconds)) {
            return Long.MIN_VALUE / 1_000_000;
        }
        return (long) (Math.rint(seconds * 1e9) / 1e6);
    }

    // offset

    Expr offset(Expr expr) throws ParseException {
        tokens.next();
        Span offset;
        try {
            offset = durations.offset();
        } catch (DurationParser.Stuck e) {
            throw tokens.unexpected("offset", DURATION);
        }
        int end = tokens.lastClosing();
        return switch (expr) {
            case Expr.Selector s -> {
                onlyOnce(expr, s.offset());
                yield new Expr.Selector(
                        s.name(),
                        s.matchers(),
                        offset,
                        s.at(),
                        new Range(s.range().start(), end));
            }
            case Expr.Matrix m -> {
                Expr.Selector s = m.selector();
                onlyOnce(expr, s.offset());
                yield new Expr.Matrix(
                        new Expr.Selector(s.name(), s.matchers(), offset, s.at(), s.range()), m.length(), m.at(), end);
            }
            case Expr.Subquery s -> {
                onlyOnce(expr, s.offset());
                yield new Expr.Subquery(s.expr(), s.length(), s.step(), offset, s.at(), end);
            }
            default -> {
                tokens.problem(
                        expr.range(),
                        "offset modifier must be preceded by an instant vector selector or range vector selector or"
                                + " a subquery");
                yield expr;
            }
        };
    }

    private void onlyOnce(Expr expr, Span offset) {
        if (offset.isSet()) {
            tokens.problem(expr.range(), "offset may not be set multiple times");
        }
    }

    // @

    Expr at(Expr expr) throws ParseException {
        tokens.next();
        Expr.At at = tokens.at(Tok.START) || tokens.at(Tok.END) ? startOrEnd() : timestamp(expr);
        Expr.At before = switch (expr) {
            case Expr.Selector s -> s.at();
            case Expr.Matrix m -> m.selector().at();
            case Expr.Subquery s -> s.at();
            default -> {
                tokens.problem(
                        expr.range(),
                        "@ modifier must be preceded by an instant vector selector or range vector selector"
                                + " or a subquery");
                yield Expr.At.NONE;
            }
        };
        if (before.isSet()) {
            tokens.problem(expr.range(), "@ <timestamp> may not be set multiple times");
        }
        int end = tokens.lastClosing();
        return switch (expr) {
            case Expr.Selector s ->
                new Expr.Selector(
                        s.name(),
                        s.matchers(),
                        s.offset(),
                        at,
                        new Range(s.range().start(), end));
            case Expr.Matrix m -> {
                Expr.Selector s = m.selector();
                yield new Expr.Matrix(
                        new Expr.Selector(s.name(), s.matchers(), s.offset(), at, s.range()), m.length(), at, end);
            }
            case Expr.Subquery s -> new Expr.Subquery(s.expr(), s.length(), s.step(), s.offset(), at, end);
            default -> expr;
        };
    }

    private Expr.At startOrEnd() throws ParseException {
        Token word = tokens.next();
        for (Tok wanted : List.of(Tok.LEFT_PAREN, Tok.RIGHT_PAREN)) {
            if (!tokens.at(wanted)) {
                throw tokens.unexpected("@", "timestamp");
            }
            tokens.next();
        }
        return new Expr.At(Optional.empty(), Optional.of(word.type()));
    }

    private Expr.At timestamp(Expr expr) throws ParseException {
        boolean negative = tokens.at(Tok.SUB);
        if (negative || tokens.at(Tok.ADD)) {
            tokens.next();
        }
        if (!atNumber()) {
            throw tokens.unexpected("@", "timestamp");
        }
        double seconds = number().value() * (negative ? -1 : 1);
        if (!(Math.abs(seconds) < 0x1p63)) {
            String shown = Double.isNaN(seconds)
                    ? "NaN"
                    : Double.isInfinite(seconds)
                            ? (seconds > 0 ? "+Inf" : "-Inf")
                            : String.format(Locale.ROOT, "%.6f", new java.math.BigDecimal(seconds));
            tokens.problem(expr.range(), "timestamp out of bounds for @ modifier: " + shown);
        }
        return new Expr.At(Optional.of(round(seconds * 1000)), Optional.empty());
    }

    private static long round(double v) {
        return (long) (v < 0 ? -Math.floor(-v + 0.5) : Math.floor(v + 0.5));
    }

    // [range] and [range:step]

    Expr bracket(Expr expr) throws ParseException {
        Token open = tokens.next();
        Span length;
        try {
            length = durations.positive();
        } catch (DurationParser.Stuck e) {
            throw tokens.unexpected("subquery or range selector", DURATION);
        }
        if (tokens.at(Tok.RIGHT_BRACKET)) {
            tokens.next();
            return matrix(expr, open, length);
        }
        if (!tokens.at(Tok.COLON)) {
            throw tokens.unexpected("subquery or range", "\":\" or \"]\"");
        }
        tokens.next();
        if (tokens.at(Tok.RIGHT_BRACKET)) {
            return new Expr.Subquery(
                    expr,
                    length,
                    Span.NONE,
                    Span.NONE,
                    Expr.At.NONE,
                    tokens.next().pos() + 1);
        }
        Span step;
        try {
            step = durations.positive();
        } catch (DurationParser.Stuck e) {
            throw tokens.unexpected("subquery selector", "number, duration, step(), range(), or \"]\"");
        }
        if (!tokens.at(Tok.RIGHT_BRACKET)) {
            throw tokens.unexpected("subquery selector", "\"]\"");
        }
        return new Expr.Subquery(
                expr, length, step, Span.NONE, Expr.At.NONE, tokens.next().pos() + 1);
    }

    private Expr matrix(Expr expr, Token open, Span length) {
        if (!(expr instanceof Expr.Selector selector)) {
            tokens.problem(open.range(), "ranges only allowed for vector selectors");
            return expr;
        }
        if (selector.offset().millis() != 0) {
            tokens.problem(open.range(), "no offset modifiers allowed before range");
        } else if (selector.at().timestamp().isPresent()) {
            tokens.problem(open.range(), "no @ modifiers allowed before range");
        }
        return new Expr.Matrix(selector, length, selector.at(), tokens.lastClosing());
    }

    // grouping and matching

    List<String> grouping() throws ParseException {
        if (!tokens.at(Tok.LEFT_PAREN)) {
            throw tokens.unexpected("grouping opts", "\"(\"");
        }
        tokens.next();
        List<String> labels = new ArrayList<>();
        if (tokens.at(Tok.RIGHT_PAREN)) {
            tokens.next();
            return labels;
        }
        while (true) {
            labels.add(groupingLabel());
            if (tokens.at(Tok.COMMA)) {
                tokens.next();
            } else if (!tokens.at(Tok.RIGHT_PAREN)) {
                throw tokens.unexpected("grouping opts", "\",\" or \")\"");
            }
            if (tokens.at(Tok.RIGHT_PAREN)) {
                tokens.next();
                return labels;
            }
        }
    }

    private String groupingLabel() throws ParseException {
        Token token = tokens.peek();
        if (token.type() != Tok.STRING && !token.type().isLabelName()) {
            throw tokens.unexpected("grouping opts", "label");
        }
        tokens.next();
        String label = token.type() == Tok.STRING ? Literals.unquote(token.text()) : token.text();
        if (label.isEmpty()) {
            tokens.problem(token.range(), "invalid label name for grouping: \"\"");
        }
        return label;
    }

    BinaryModifier binary() throws ParseException {
        boolean bool = tokens.at(Tok.BOOL);
        if (bool) {
            tokens.next();
        }
        Matching matching = new Matching(Matching.Card.ONE_TO_ONE, List.of(), false, List.of());
        boolean on = tokens.at(Tok.ON);
        if (on || tokens.at(Tok.IGNORING)) {
            tokens.next();
            List<String> labels = grouping();
            matching = new Matching(Matching.Card.ONE_TO_ONE, labels, on, List.of());
            boolean left = tokens.at(Tok.GROUP_LEFT);
            if (left || tokens.at(Tok.GROUP_RIGHT)) {
                tokens.next();
                boolean none = !tokens.at(Tok.LEFT_PAREN)
                        && Parser.startsExpression(tokens.peek().type());
                matching = new Matching(
                        left ? Matching.Card.MANY_TO_ONE : Matching.Card.ONE_TO_MANY,
                        labels,
                        on,
                        none ? List.of() : grouping());
            }
        }
        return new BinaryModifier(matching, bool, fill());
    }

    private boolean fill() throws ParseException {
        boolean any = false;
        while (tokens.at(Tok.FILL) || tokens.at(Tok.FILL_LEFT) || tokens.at(Tok.FILL_RIGHT)) {
            any = true;
            tokens.next();
            tokens.next();
            if (tokens.at(Tok.ADD) || tokens.at(Tok.SUB)) {
                tokens.next();
            }
            if (!atNumber()) {
                throw tokens.unexpected("", "");
            }
            number();
            if (!tokens.at(Tok.RIGHT_PAREN)) {
                throw tokens.unexpected("", "");
            }
            tokens.next();
        }
        return any;
    }
}
