package dev.plumbline.collector.pipeline;

import dev.plumbline.collector.config.Arguments;
import dev.plumbline.collector.golang.GoRegex;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** {@code stage.logfmt}: extracts the values of keys. */
final class LogfmtStage implements Change {
    private final Map<String, String> names;
    private final Optional<GoRegex> regex;
    private final Optional<String> source;

    private LogfmtStage(Map<String, String> names, Optional<GoRegex> regex, Optional<String> source) {
        this.names = names;
        this.regex = regex;
        this.source = source;
    }

    static Optional<Stage> read(StageBlock block) {
        Arguments arguments = block.arguments();
        Map<String, String> mapping = arguments.map("mapping");
        String expression = arguments.text("regex", "");
        if (mapping.isEmpty()
                && expression.isEmpty()
                && !arguments.isUnknown("mapping")
                && !arguments.isUnknown("regex")) {
            block.problem("mapping", "logfmt mapping or regex is required");
        }
        Map<String, String> names = new LinkedHashMap<>();
        mapping.forEach((name, key) -> names.put(key.isEmpty() ? name : key, name));
        Optional<GoRegex> regex = expression.isEmpty() ? Optional.empty() : block.regex("regex", expression);
        Optional<String> source = arguments.text("source").filter(text -> !text.isEmpty());
        return block.sound() ? Optional.of(new LogfmtStage(names, regex, source)) : Optional.empty();
    }

    @Override
    public void change(Draft draft) {
        draft.input(source)
                .ifPresent(input -> Logfmt.read(input, (key, value) -> {
                    String name = names.get(key);
                    if (name != null) {
                        draft.extract(name, value);
                    }
                    if (regex.isPresent() && regex.get().matches(key)) {
                        draft.extract(key, value);
                    }
                }));
    }
}
