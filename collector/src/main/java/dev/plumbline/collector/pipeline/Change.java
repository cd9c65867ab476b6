package dev.plumbline.collector.pipeline;

/** A stage that changes each draft and always hands it on. */
interface Change extends Stage {
    void change(Draft draft);

    @Override
    default void process(Draft draft, Next next) {
        change(draft);
        next.accept(draft);
    }
}
