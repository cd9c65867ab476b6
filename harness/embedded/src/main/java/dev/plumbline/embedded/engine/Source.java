package dev.plumbline.embedded.engine;

import java.util.Locale;

/** Which of a container's two output streams. */
public enum Source {
    STDOUT,
    STDERR;

    /** Returns the name in a json-file log. */
    String text() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Returns the stream type of a frame header. */
    int type() {
        return this == STDOUT ? 1 : 2;
    }
}
