package dev.plumbline.collector.pipeline;

/** Counts nothing: for pipelines that are built to be checked. */
final class CheckMetrics implements StageMetrics {
    private final CustomMetrics custom = new CustomMetrics();

    @Override
    public Drop drop(String reason) {
        return new Drop(reason, () -> {});
    }

    @Override
    public void droppedByLabel(String name, String value) {}

    @Override
    public void truncated(String field) {}

    @Override
    public void partialsFlushed(int lines) {}

    @Override
    public void criTruncated() {}

    @Override
    public CustomMetrics custom() {
        return custom;
    }

    @Override
    public String component() {
        return "";
    }

    @Override
    public void close() {}
}
