package dev.plumbline.collector.pipeline;

import java.util.Optional;

/** {@code stage.pattern}: extracts what the captures of a pattern take. */
final class PatternStage implements Change {
    private final LinePattern pattern;
    private final Optional<String> source;
    private final boolean labels;

    private PatternStage(LinePattern pattern, Optional<String> source, boolean labels) {
        this.pattern = pattern;
        this.source = source;
        this.labels = labels;
    }

    static Optional<Stage> read(StageBlock block) {
        String written = block.required("pattern", "pattern is required");
        Optional<String> source = block.source();
        if (!block.sound()) {
            return Optional.empty();
        }
        try {
            boolean labels = block.arguments().flag("labels_from_groups", false);
            return Optional.of(new PatternStage(LinePattern.of(written), source, labels));
        } catch (IllegalArgumentException e) {
            block.problem("pattern", "failed to parse pattern: " + e.getMessage());
            return Optional.empty();
        }
    }

    @Override
    public void change(Draft draft) {
        draft.input(source).ifPresent(input -> {
            for (LinePattern.Captured captured : pattern.match(input)) {
                draft.extract(captured.name(), captured.value());
                if (labels) {
                    draft.label(captured.name(), captured.value());
                }
            }
        });
    }
}
