package dev.plumbline.embedded.tempo.traceql;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Reads metrics stages. */
final class MetricsParser {
    private final Tokens tokens;
    private final FieldParser fields;
    private final StageParser stages;

    MetricsParser(Tokens tokens, FieldParser fields, StageParser stages) {
        this.tokens = tokens;
        this.fields = fields;
        this.stages = stages;
    }

    boolean isStart() {
        return tokens.at("compare") || function().isPresent();
    }

    private Optional<Metrics.Function> function() {
        for (Metrics.Function function : Metrics.Function.values()) {
            if (tokens.at(function.text())) {
                return Optional.of(function);
            }
        }
        return Optional.empty();
    }

    Metrics first() {
        if (tokens.takeIf("compare")) {
            return compare();
        }
        Metrics.Function function =
                Metrics.Function.valueOf(tokens.take().type().toUpperCase(Locale.ROOT));
        tokens.expect("(");
        Optional<Attribute> attribute = Optional.empty();
        List<Double> quantiles = new ArrayList<>();
        if (function != Metrics.Function.RATE && function != Metrics.Function.COUNT_OVER_TIME) {
            attribute = Optional.of(fields.attribute());
        }
        if (function == Metrics.Function.QUANTILE_OVER_TIME) {
            tokens.expect(",");
            do {
                if (!tokens.at(Token.INTEGER, Token.FLOAT)) {
                    throw tokens.unexpected(Token.INTEGER, Token.FLOAT);
                }
                quantiles.add(tokens.take().value().asDouble());
            } while (tokens.takeIf(","));
            tokens.expectEither(")", ",");
        } else {
            tokens.expect(")");
        }
        return new Metrics.Aggregate(function, attribute, quantiles, grouping());
    }

    private List<Attribute> grouping() {
        if (!tokens.takeIf("by")) {
            return List.of();
        }
        tokens.expect("(");
        List<Attribute> by = fields.attributes();
        tokens.expectEither(")", ",");
        return by;
    }

    private Metrics compare() {
        tokens.expect("(");
        SpansetExpression.Filter selection = stages.filter();
        List<Long> numbers = new ArrayList<>();
        while (numbers.size() < 3 && tokens.takeIf(",")) {
            numbers.add(tokens.expect(Token.INTEGER).value().asLong());
        }
        if (numbers.size() == 2) {
            tokens.expect(",");
        }
        if (numbers.size() < 3) {
            tokens.expectEither(")", ",");
        } else {
            tokens.expect(")");
        }
        return new Metrics.Compare(
                selection,
                numbers.isEmpty() ? 10 : numbers.getFirst(),
                numbers.size() < 3 ? 0 : numbers.get(1),
                numbers.size() < 3 ? 0 : numbers.get(2));
    }

    List<Metrics.Second> second() {
        List<Metrics.Second> all = new ArrayList<>();
        while (true) {
            if (tokens.takeIf("|")) {
                all.add(topK());
            } else if (tokens.at("=", "!=", "<", "<=", ">", ">=")) {
                all.add(filter());
            } else {
                return all;
            }
        }
    }

    private Metrics.Second topK() {
        if (!tokens.at("topk", "bottomk")) {
            throw tokens.unexpected("topk", "bottomk");
        }
        boolean top = tokens.take().is("topk");
        tokens.expect("(");
        long limit = tokens.expect(Token.INTEGER).value().asLong();
        tokens.expect(")");
        return new Metrics.Second.TopK(top, limit);
    }

    private Metrics.Second filter() {
        Operator op = new ScalarParser(tokens, fields).comparisonOperator();
        boolean negative = tokens.takeIf("-");
        if (!tokens.at(Token.INTEGER, Token.FLOAT, Token.DURATION)) {
            throw negative
                    ? tokens.unexpected(Token.INTEGER, Token.FLOAT, Token.DURATION)
                    : tokens.unexpected(Token.INTEGER, Token.FLOAT, Token.DURATION, "-");
        }
        Static value = tokens.take().value();
        double number = value.type() == Type.DURATION ? value.asDouble() / 1e9 : value.asDouble();
        return new Metrics.Second.Filter(op, negative ? -number : number);
    }
}
