package dev.plumbline.embedded.loki.logql;

import dev.plumbline.embedded.loki.logql.Expr.LogRange;
import dev.plumbline.embedded.loki.logql.Expr.LogSelector;
import dev.plumbline.embedded.loki.logql.Expr.Unwrap;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Parses selections of streams and windows over them. */
final class SelectorParser {
    private static final int DEEPEST = 400;

    private final Tokens tokens;
    private final StageParser stages;
    private int depth;

    SelectorParser(Tokens tokens) {
        this.tokens = tokens;
        this.stages = new StageParser(tokens);
    }

    /** Conditions and a pipeline behind them; a comparison sign behind them is always a line filter. */
    LogSelector selector() {
        List<Matcher> matchers = matchers();
        List<Stage> pipeline = new ArrayList<>();
        while (stages.starts()) {
            if (tokens.at("|")) {
                tokens.take();
                pipeline.add(stages.stage());
            } else {
                pipeline.add(stages.lineFilter());
            }
        }
        return new LogSelector(matchers, List.copyOf(pipeline));
    }

    List<Matcher> matchers() {
        tokens.expect("{");
        List<Matcher> matchers = new ArrayList<>();
        if (tokens.accept("}")) {
            return matchers;
        }
        if (!tokens.at(Token.IDENTIFIER)) {
            throw tokens.unexpected(Token.IDENTIFIER, "}");
        }
        matchers.add(matcher());
        while (!tokens.accept("}")) {
            if (!tokens.at(",")) {
                throw tokens.unexpected("}", ",");
            }
            tokens.take();
            matchers.add(matcher());
        }
        return matchers;
    }

    private Matcher matcher() {
        String name = tokens.expect(Token.IDENTIFIER).text();
        Matcher.Type type = switch (tokens.peek().type()) {
            case "=" -> Matcher.Type.EQUAL;
            case "!=" -> Matcher.Type.NOT_EQUAL;
            case "=~" -> Matcher.Type.REGEXP;
            case "!~" -> Matcher.Type.NOT_REGEXP;
            default -> throw tokens.unexpected("=", "=~", "!~", "!=");
        };
        tokens.take();
        return Matcher.of(name, type, tokens.expect(Token.STRING).text());
    }

    /** A selection with its window, in any of the orders that the grammar has. */
    LogRange range() {
        if (tokens.accept("(")) {
            return parenthesized();
        }
        if (!tokens.at("{")) {
            throw tokens.unexpected();
        }
        List<Matcher> matchers = matchers();
        if (tokens.at(Token.RANGE)) {
            long interval = tokens.take().value();
            long offset = offset();
            Piped piped = piped();
            return new LogRange(new LogSelector(matchers, piped.stages()), interval, offset, piped.unwrap());
        }
        Piped piped = piped();
        long interval = window(piped.unwrap().isPresent());
        return new LogRange(new LogSelector(matchers, piped.stages()), interval, offset(), piped.unwrap());
    }

    private LogRange parenthesized() {
        if (++depth > DEEPEST) {
            throw LogQlException.parse("the selection is nested deeper than " + DEEPEST + " levels");
        }
        if (tokens.at("(")) {
            LogRange inner = range();
            tokens.expect(")");
            return inner;
        }
        if (!tokens.at("{")) {
            throw tokens.unexpected();
        }
        List<Matcher> matchers = matchers();
        if (tokens.at(Token.RANGE)) {
            long interval = tokens.take().value();
            long offset = offset();
            Piped piped = piped();
            tokens.expect(")");
            return new LogRange(new LogSelector(matchers, piped.stages()), interval, offset, piped.unwrap());
        }
        Piped piped = piped();
        if (tokens.at(Token.RANGE)) {
            long interval = tokens.take().value();
            long offset = offset();
            tokens.expect(")");
            return new LogRange(new LogSelector(matchers, piped.stages()), interval, offset, piped.unwrap());
        }
        if (!tokens.at(")")) {
            throw piped.unwrap().isPresent() ? tokens.unexpected(Token.RANGE, ")", "|") : tokens.unexpected();
        }
        tokens.take();
        long interval = window(piped.unwrap().isPresent());
        long offset = offset();
        Optional<Unwrap> unwrap = piped.unwrap();
        if (unwrap.isEmpty() && piped.stages().isEmpty() && tokens.at("|")) {
            tokens.take();
            unwrap = Optional.of(unwrap());
        }
        return new LogRange(new LogSelector(matchers, piped.stages()), interval, offset, unwrap);
    }

    private long window(boolean unwrapped) {
        if (!tokens.at(Token.RANGE)) {
            throw unwrapped ? tokens.unexpected(Token.RANGE, "|") : tokens.unexpected();
        }
        return tokens.take().value();
    }

    private long offset() {
        if (!tokens.accept("offset")) {
            return 0;
        }
        return tokens.expect(Token.DURATION).value();
    }

    private record Piped(List<Stage> stages, Optional<Unwrap> unwrap) {}

    private Piped piped() {
        List<Stage> pipeline = new ArrayList<>();
        while (stages.starts()) {
            if (!tokens.at("|")) {
                pipeline.add(stages.lineFilter());
                continue;
            }
            tokens.take();
            if (tokens.at("unwrap")) {
                return new Piped(List.copyOf(pipeline), Optional.of(unwrap()));
            }
            pipeline.add(stages.stage());
        }
        return new Piped(List.copyOf(pipeline), Optional.empty());
    }

    private Unwrap unwrap() {
        tokens.expect("unwrap");
        String conversion = "";
        String label;
        if (tokens.at("bytes") || tokens.at("duration") || tokens.at("duration_seconds")) {
            conversion = tokens.take().type();
            tokens.expect("(");
            label = tokens.expect(Token.IDENTIFIER).text();
            tokens.expect(")");
        } else if (tokens.at(Token.IDENTIFIER)) {
            label = tokens.take().text();
        } else {
            throw tokens.unexpected(Token.IDENTIFIER, "BYTES_CONV", "DURATION_CONV", "DURATION_SECONDS_CONV");
        }
        List<LabelFilter> filters = new ArrayList<>();
        while (tokens.accept("|")) {
            if (!tokens.at(Token.IDENTIFIER) && !tokens.at("(")) {
                throw tokens.unexpected(Token.IDENTIFIER, "(");
            }
            filters.add(stages.labelFilter());
        }
        return new Unwrap(label, conversion, List.copyOf(filters));
    }
}
