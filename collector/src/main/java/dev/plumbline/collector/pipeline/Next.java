package dev.plumbline.collector.pipeline;

/** What follows a stage. */
interface Next {
    void accept(Draft draft);
}
