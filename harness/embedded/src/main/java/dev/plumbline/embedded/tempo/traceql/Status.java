package dev.plumbline.embedded.tempo.traceql;

import java.util.Locale;

/** A span's status, in the order in which the language numbers it. */
public enum Status {
    ERROR(0),
    OK(1),
    UNSET(2);

    private final int number;

    Status(int number) {
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
