package dev.plumbline.collector.pipeline;

import java.util.List;
import java.util.Optional;
import java.util.Set;

/** {@code stage.label_drop} and {@code stage.label_keep}: takes off the labels that are named, or all others. */
final class LabelFilterStage implements Change {
    private final Set<String> names;
    private final boolean keep;

    private LabelFilterStage(Set<String> names, boolean keep) {
        this.names = names;
        this.keep = keep;
    }

    static Optional<Stage> readDrop(StageBlock block) {
        return read(block, false);
    }

    static Optional<Stage> readKeep(StageBlock block) {
        return read(block, true);
    }

    private static Optional<Stage> read(StageBlock block, boolean keep) {
        List<String> names = names(block);
        return block.sound() ? Optional.of(new LabelFilterStage(Set.copyOf(names), keep)) : Optional.empty();
    }

    /** Reads {@code values}, of which there must be one. */
    static List<String> names(StageBlock block) {
        List<String> names = block.arguments().texts("values");
        if (names.isEmpty() && !block.arguments().isUnknown("values")) {
            block.problem(
                    "values", block.arguments().block().name() + " needs at least one name in `values`, found none");
        }
        return names;
    }

    @Override
    public void change(Draft draft) {
        for (String label : List.copyOf(draft.labels().keySet())) {
            if (names.contains(label) != keep) {
                draft.removeLabel(label);
            }
        }
    }
}
