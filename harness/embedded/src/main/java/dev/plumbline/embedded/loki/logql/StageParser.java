package dev.plumbline.embedded.loki.logql;

import dev.plumbline.embedded.loki.logql.Stage.LineMatch;
import dev.plumbline.embedded.loki.logql.Stage.Operand;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/** Parses the steps of a pipeline. */
final class StageParser {
    private static final Map<String, LineMatch> FILTERS = Map.of(
            "|=", LineMatch.EQUAL,
            "!=", LineMatch.NOT_EQUAL,
            "|~", LineMatch.REGEXP,
            "!~", LineMatch.NOT_REGEXP,
            "|>", LineMatch.PATTERN,
            "!>", LineMatch.NOT_PATTERN);

    private final Tokens tokens;
    private final LabelFilterParser filters;

    StageParser(Tokens tokens) {
        this.tokens = tokens;
        this.filters = new LabelFilterParser(tokens);
    }

    /** Tells whether a step begins here. */
    boolean starts() {
        return tokens.at("|") || FILTERS.containsKey(tokens.peek().type());
    }

    LabelFilter labelFilter() {
        return filters.filter();
    }

    /** A line filter with all of its alternatives. */
    Stage lineFilter() {
        LineMatch match = FILTERS.get(tokens.take().type());
        if (match == null) {
            throw tokens.unexpected();
        }
        List<Operand> operands = new ArrayList<>();
        do {
            operands.add(operand());
        } while (tokens.accept("or"));
        return new Stage.LineFilter(match, List.copyOf(operands));
    }

    private Operand operand() {
        if (tokens.accept("ip")) {
            tokens.expect("(");
            String pattern = tokens.expect(Token.STRING).text();
            tokens.expect(")");
            return new Operand(true, pattern);
        }
        if (!tokens.at(Token.STRING)) {
            throw tokens.unexpected(Token.STRING, "ip");
        }
        return new Operand(false, tokens.take().text());
    }

    /** A step after its pipe. */
    Stage stage() {
        return switch (tokens.peek().type()) {
            case "logfmt" -> logfmt();
            case "json" -> json();
            case "regexp" -> regexp();
            case "pattern" -> pattern();
            case "unpack" -> {
                tokens.take();
                yield new Stage.Unpack();
            }
            case "decolorize" -> {
                tokens.take();
                yield new Stage.Decolorize();
            }
            case "line_format" -> {
                tokens.take();
                yield new Stage.LineFormat(tokens.expect(Token.STRING).text());
            }
            case "label_format" -> labelFormat();
            case "drop" -> {
                tokens.take();
                yield new Stage.Drop(named());
            }
            case "keep" -> {
                tokens.take();
                yield new Stage.Keep(named());
            }
            default -> new Stage.Filter(filters.filter());
        };
    }

    private Stage logfmt() {
        tokens.take();
        boolean strict = false;
        boolean keepEmpty = false;
        while (tokens.at(Token.FLAG)) {
            boolean isStrict = tokens.take().text().equals("--strict");
            strict |= isStrict;
            keepEmpty |= !isStrict;
        }
        return tokens.at(Token.IDENTIFIER)
                ? new Stage.LogfmtFields(extractions(), strict, keepEmpty)
                : new Stage.Logfmt(strict, keepEmpty);
    }

    private Stage json() {
        tokens.take();
        return tokens.at(Token.IDENTIFIER) ? new Stage.JsonFields(extractions()) : new Stage.Json();
    }

    private List<Stage.Extraction> extractions() {
        return list(() -> {
            String label = tokens.expect(Token.IDENTIFIER).text();
            return new Stage.Extraction(
                    label, tokens.accept("=") ? tokens.expect(Token.STRING).text() : label);
        });
    }

    private Stage regexp() {
        tokens.take();
        String regex = tokens.expect(Token.STRING).text();
        return new Stage.Regexp(regex, CapturingRegexp.compile(regex));
    }

    private Stage pattern() {
        tokens.take();
        String text = tokens.expect(Token.STRING).text();
        return new Stage.Pattern(text, LinePattern.capturing(text));
    }

    private Stage labelFormat() {
        tokens.take();
        return new Stage.LabelFormat(list(() -> {
            String label = tokens.expect(Token.IDENTIFIER).text();
            tokens.expect("=");
            if (tokens.at(Token.IDENTIFIER)) {
                return new Stage.Format(label, tokens.take().text(), true);
            }
            if (!tokens.at(Token.STRING)) {
                throw tokens.unexpected(Token.IDENTIFIER, Token.STRING);
            }
            return new Stage.Format(label, tokens.take().text(), false);
        }));
    }

    private List<Stage.Named> named() {
        return list(() -> {
            String name = tokens.expect(Token.IDENTIFIER).text();
            Matcher.Type type = switch (tokens.peek().type()) {
                case "=" -> Matcher.Type.EQUAL;
                case "!=" -> Matcher.Type.NOT_EQUAL;
                case "=~" -> Matcher.Type.REGEXP;
                case "!~" -> Matcher.Type.NOT_REGEXP;
                default -> null;
            };
            if (type == null) {
                return new Stage.Named(name, Optional.empty());
            }
            tokens.take();
            String value = tokens.expect(Token.STRING).text();
            return new Stage.Named(name, Optional.of(Matcher.of(name, type, value)));
        });
    }

    private <T> List<T> list(Supplier<T> item) {
        List<T> items = new ArrayList<>();
        do {
            items.add(item.get());
        } while (tokens.accept(","));
        return List.copyOf(items);
    }
}
