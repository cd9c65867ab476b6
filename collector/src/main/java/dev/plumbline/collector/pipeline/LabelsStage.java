package dev.plumbline.collector.pipeline;

import dev.plumbline.collector.relabel.LabelName;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/** {@code stage.labels}: makes labels of extracted values or of structured metadata. */
final class LabelsStage implements Change {
    private final Map<String, String> sources;
    private final boolean fromMetadata;

    private LabelsStage(Map<String, String> sources, boolean fromMetadata) {
        this.sources = sources;
        this.fromMetadata = fromMetadata;
    }

    static Optional<Stage> read(StageBlock block) {
        String type = block.arguments().text("source_type", "extracted");
        if (!Set.of("extracted", "structured_metadata").contains(type)) {
            block.problem(
                    "source_type",
                    "invalid labels source_type: " + type + "; expected \"extracted\" or \"structured_metadata\"");
        }
        Map<String, String> sources = sources(block, "values");
        return block.sound()
                ? Optional.of(new LabelsStage(sources, type.equals("structured_metadata")))
                : Optional.empty();
    }

    /** Reads label names with where their values come from; one without a source is its own. */
    static Map<String, String> sources(StageBlock block, String attribute) {
        return sources(block, attribute, LabelName::isValid);
    }

    /** Reads names that are accepted with where their values come from. */
    static Map<String, String> sources(StageBlock block, String attribute, Predicate<String> accepted) {
        Map<String, String> sources = new LinkedHashMap<>();
        block.arguments().map(attribute).forEach((name, source) -> {
            if (!accepted.test(name)) {
                block.problem(attribute, "invalid label name: " + name);
            }
            sources.put(name, source.isEmpty() ? name : source);
        });
        return sources;
    }

    @Override
    public void change(Draft draft) {
        for (Map.Entry<String, String> label : sources.entrySet()) {
            Optional<String> value = fromMetadata
                    ? Optional.ofNullable(draft.metadata().get(label.getValue()))
                    : draft.extractedText(label.getValue());
            value.ifPresent(text -> draft.label(label.getKey(), text));
        }
    }
}
