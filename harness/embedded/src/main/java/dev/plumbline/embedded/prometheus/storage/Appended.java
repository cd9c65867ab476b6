package dev.plumbline.embedded.prometheus.storage;

/** What became of a sample. */
public enum Appended {
    STORED(""),
    OUT_OF_ORDER("out of order sample"),
    DUPLICATE("duplicate sample for timestamp"),
    OUT_OF_BOUNDS("out of bounds");

    private final String message;

    Appended(String message) {
        this.message = message;
    }

    /** Returns Prometheus' message for a sample that was not stored. */
    public String message() {
        return message;
    }
}
