package dev.plumbline.collector.source;

import java.util.Locale;

/** How a container's log is read. */
enum ReadPath {
    /** The engine's own file. */
    FILE,
    /** The engine's API. */
    API;

    /** Returns the name for metrics and pages. */
    String text() {
        return name().toLowerCase(Locale.ROOT);
    }
}
