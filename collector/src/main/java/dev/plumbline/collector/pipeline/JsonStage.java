package dev.plumbline.collector.pipeline;

import dev.plumbline.collector.config.Arguments;
import dev.plumbline.collector.golang.GoRegex;
import dev.plumbline.collector.jmespath.JmesException;
import dev.plumbline.collector.jmespath.JmesPath;
import dev.plumbline.collector.json.Json;
import dev.plumbline.collector.json.JsonException;
import dev.plumbline.collector.json.JsonReader;
import dev.plumbline.collector.json.JsonWriter;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** {@code stage.json}: extracts what JMESPath expressions find in a line that is a JSON object. */
final class JsonStage implements Stage {
    private final Map<String, JmesPath> expressions;
    private final Optional<GoRegex> names;
    private final Optional<String> source;
    private final Optional<Drop> malformed;

    private JsonStage(
            Map<String, JmesPath> expressions,
            Optional<GoRegex> names,
            Optional<String> source,
            Optional<Drop> malformed) {
        this.expressions = expressions;
        this.names = names;
        this.source = source;
        this.malformed = malformed;
    }

    static Optional<Stage> read(StageBlock block) {
        Arguments arguments = block.arguments();
        Map<String, String> written = arguments.map("expressions");
        String regex = arguments.text("regex", "");
        boolean unknown = arguments.isUnknown("expressions") || arguments.isUnknown("regex");
        if (written.isEmpty() && regex.isEmpty() && !unknown) {
            block.problem("expressions", "JMES expressions or regex is required");
        }
        Map<String, JmesPath> expressions = new LinkedHashMap<>();
        written.forEach((name, expression) -> {
            try {
                expressions.put(name, JmesPath.compile(expression.isEmpty() ? name : expression));
            } catch (JmesException e) {
                block.problem(
                        "expressions", "could not compile JMES expression of \"" + name + "\": " + e.getMessage());
            }
        });
        Optional<GoRegex> names = regex.isEmpty() ? Optional.empty() : block.regex("regex", regex);
        Optional<Drop> malformed =
                arguments.flag("drop_malformed", false) ? Optional.of(block.drop("malformed_json")) : Optional.empty();
        Optional<String> source = block.source();
        return block.sound() ? Optional.of(new JsonStage(expressions, names, source, malformed)) : Optional.empty();
    }

    @Override
    public void process(Draft draft, Next next) {
        Optional<String> input = draft.input(source);
        if (input.isPresent()) {
            try {
                extract(JsonReader.readObject(input.get()), draft.extracted());
            } catch (JsonException e) {
                if (malformed.isPresent()) {
                    malformed.get().drop(draft.entry());
                    return;
                }
            }
        }
        next.accept(draft);
    }

    private void extract(Json.Obj object, Map<String, Json> extracted) {
        for (Map.Entry<String, JmesPath> expression : expressions.entrySet()) {
            try {
                extracted.put(expression.getKey(), simple(expression.getValue().search(object)));
            } catch (JmesException e) {
                // an expression that cannot be applied to this line extracts nothing from it
            }
        }
        names.ifPresent(regex -> object.fields().forEach((name, value) -> {
            if (regex.matches(name)) {
                extracted.put(name, simple(value));
            }
        }));
    }

    private static Json simple(Json value) {
        return value instanceof Json.Obj || value instanceof Json.Array
                ? new Json.Text(JsonWriter.write(value))
                : value;
    }
}
