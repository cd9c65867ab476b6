package dev.plumbline.collector.pipeline;

/** What stages of one component count. */
interface StageMetrics extends AutoCloseable {
    /** Returns what drops and counts under this reason. */
    Drop drop(String reason);

    /** Counts one entry that a limit by label dropped. */
    void droppedByLabel(String name, String value);

    /** Counts one truncated field: line, label, structured_metadata or extracted. */
    void truncated(String field);

    /** Counts partial CRI lines that were handed on before they were whole. */
    void partialsFlushed(int lines);

    /** Counts a CRI line that was cut. */
    void criTruncated();

    /** Returns the families of {@code stage.metrics}. */
    CustomMetrics custom();

    /** Returns the component's id. */
    String component();

    /** Takes the component's drop counts off the exposition. */
    @Override
    void close();
}
