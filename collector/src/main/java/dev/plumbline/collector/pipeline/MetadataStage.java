package dev.plumbline.collector.pipeline;

import dev.plumbline.collector.golang.GoRegex;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * {@code stage.structured_metadata}: puts extracted values and labels into structured metadata; labels move there. Loki
 * takes names there that labels cannot have, such as {@code trace.id}.
 */
final class MetadataStage implements Change {
    private final Map<String, String> sources;
    private final Optional<GoRegex> regex;

    private MetadataStage(Map<String, String> sources, Optional<GoRegex> regex) {
        this.sources = sources;
        this.regex = regex;
    }

    static Optional<Stage> read(StageBlock block) {
        Map<String, String> sources = LabelsStage.sources(block, "values", name -> !name.isEmpty());
        String expression = block.arguments().text("regex", "");
        Optional<GoRegex> regex = expression.isEmpty() ? Optional.empty() : block.regex("regex", expression);
        return block.sound() ? Optional.of(new MetadataStage(sources, regex)) : Optional.empty();
    }

    @Override
    public void change(Draft draft) {
        for (Map.Entry<String, String> source : sources.entrySet()) {
            draft.extractedText(source.getValue())
                    .ifPresent(value -> draft.changeableMetadata().put(source.getKey(), value));
        }
        regex.ifPresent(matching -> new TreeMap<>(draft.extracted()).forEach((name, value) -> {
            if (matching.matches(name)) {
                value.plain().ifPresent(text -> draft.changeableMetadata().put(name, text));
            }
        }));
        moveLabels(draft);
    }

    private void moveLabels(Draft draft) {
        sources.forEach((name, source) -> {
            String value = draft.labels().get(source);
            if (value != null) {
                draft.changeableMetadata().put(name, value);
            }
        });
        sources.values().forEach(draft::removeLabel);
        regex.ifPresent(matching -> {
            for (String label : List.copyOf(draft.labels().keySet())) {
                if (matching.matches(label)) {
                    draft.changeableMetadata().put(label, draft.labels().getOrDefault(label, ""));
                    draft.removeLabel(label);
                }
            }
        });
    }
}
