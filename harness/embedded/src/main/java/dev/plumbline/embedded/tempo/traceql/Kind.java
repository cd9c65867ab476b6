package dev.plumbline.embedded.tempo.traceql;

import java.util.Locale;

/** A span's kind, in the order in which the language numbers it. */
public enum Kind {
    UNSPECIFIED(0),
    INTERNAL(1),
    CLIENT(2),
    SERVER(3),
    PRODUCER(4),
    CONSUMER(5);

    private final int number;

    Kind(int number) {
        this.number = number;
    }

    int number() {
        return number;
    }

    /** Returns the keyword. */
    public String text() {
        return name().toLowerCase(Locale.ROOT);
    }
}
