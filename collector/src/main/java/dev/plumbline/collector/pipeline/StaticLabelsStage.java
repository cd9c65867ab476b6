package dev.plumbline.collector.pipeline;

import dev.plumbline.collector.relabel.LabelName;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** {@code stage.static_labels}: sets labels; one without a value is left alone. */
final class StaticLabelsStage implements Change {
    private final Map<String, String> labels;

    private StaticLabelsStage(Map<String, String> labels) {
        this.labels = labels;
    }

    static Optional<Stage> read(StageBlock block) {
        Map<String, String> labels = new LinkedHashMap<>(block.arguments().map("values"));
        for (String name : labels.keySet()) {
            if (!LabelName.isValid(name)) {
                block.problem("values", "invalid label name: " + name);
            }
        }
        labels.values().removeIf(String::isEmpty);
        return block.sound() ? Optional.of(new StaticLabelsStage(labels)) : Optional.empty();
    }

    @Override
    public void change(Draft draft) {
        labels.forEach(draft::label);
    }
}
