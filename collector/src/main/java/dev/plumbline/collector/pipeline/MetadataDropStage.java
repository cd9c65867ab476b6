package dev.plumbline.collector.pipeline;

import java.util.List;
import java.util.Optional;

/** {@code stage.structured_metadata_drop}: takes structured metadata off by name. */
final class MetadataDropStage implements Change {
    private final List<String> names;

    private MetadataDropStage(List<String> names) {
        this.names = names;
    }

    static Optional<Stage> read(StageBlock block) {
        List<String> names = LabelFilterStage.names(block);
        return block.sound() ? Optional.of(new MetadataDropStage(names)) : Optional.empty();
    }

    @Override
    public void change(Draft draft) {
        for (String name : names) {
            if (draft.metadata().containsKey(name)) {
                draft.changeableMetadata().remove(name);
            }
        }
    }
}
