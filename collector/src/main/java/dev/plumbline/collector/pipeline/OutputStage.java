package dev.plumbline.collector.pipeline;

import java.util.Optional;

/** {@code stage.output}: makes an extracted value the line. */
final class OutputStage implements Change {
    private final String source;

    private OutputStage(String source) {
        this.source = source;
    }

    static Optional<Stage> read(StageBlock block) {
        String source = block.required("source", "output source value is required if output is specified");
        return block.sound() ? Optional.of(new OutputStage(source)) : Optional.empty();
    }

    @Override
    public void change(Draft draft) {
        draft.extractedText(source).ifPresent(draft::line);
    }
}
