package dev.plumbline.embedded.loki.logql;

/** One entry on its way through a pipeline. */
final class Line {
    private final long timestamp;
    private final LabelsBuilder labels;
    private String text;

    Line(long timestamp, String text, LabelsBuilder labels) {
        this.timestamp = timestamp;
        this.text = text;
        this.labels = labels;
    }

    long timestamp() {
        return timestamp;
    }

    String text() {
        return text;
    }

    void replace(String line) {
        text = line;
    }

    LabelsBuilder labels() {
        return labels;
    }
}
