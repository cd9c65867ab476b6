package dev.plumbline.embedded.tempo.traceql;

import java.util.Locale;

/** Where an attribute is looked for. */
public enum Scope {
    NONE,
    RESOURCE,
    SPAN,
    EVENT,
    LINK,
    INSTRUMENTATION;

    /** Returns the keyword. */
    public String text() {
        return name().toLowerCase(Locale.ROOT);
    }
}
