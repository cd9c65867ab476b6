package dev.plumbline.embedded.tempo.traceql;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads a whole query. */
final class Parser {
    private final Tokens tokens;
    private final FieldParser fields;
    private final StageParser stages;
    private final MetricsParser metrics;

    Parser(String text) {
        this.tokens = new Tokens(text);
        this.fields = new FieldParser(tokens);
        this.stages = new StageParser(tokens, fields);
        this.metrics = new MetricsParser(tokens, fields, stages);
    }

    Query query() {
        List<SpansetExpression> pipeline = new ArrayList<>();
        Optional<Metrics> first = Optional.empty();
        List<Metrics.Second> second = List.of();
        Operand start = stages.operand();
        switch (start) {
            case Operand.Joined joined -> pipeline.add(joined.expression());
            case Operand.PipedNumber number -> pipeline.add(stages.pipedFilter(number.scalar()));
            default -> {
                pipeline.add(stages.complete(start));
                while (first.isEmpty() && tokens.takeIf("|")) {
                    if (metrics.isStart()) {
                        first = Optional.of(metrics.first());
                        second = metrics.second();
                    } else {
                        pipeline.add(stages.next());
                    }
                }
            }
        }
        Map<String, Static> hints = new LinkedHashMap<>();
        while (tokens.takeIf("with")) {
            hints = hints();
        }
        if (!tokens.at(Token.END)) {
            throw tokens.unexpected();
        }
        return new Query(new SpansetExpression.Pipeline(pipeline), first, second, hints);
    }

    private Map<String, Static> hints() {
        Map<String, Static> hints = new LinkedHashMap<>();
        tokens.expect("(");
        do {
            String name = tokens.expect(Token.IDENTIFIER).text();
            tokens.expect("=");
            hints.putIfAbsent(name, fields.constant());
        } while (tokens.takeIf(","));
        tokens.expectEither(",", ")");
        return hints;
    }
}
