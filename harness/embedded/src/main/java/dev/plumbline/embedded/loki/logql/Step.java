package dev.plumbline.embedded.loki.logql;

import java.util.List;

/** A compiled stage. */
interface Step {
    /** Works on a line; false drops it. */
    boolean process(Line line);

    /** Labels that it reads, which parsers before it must not leave out. */
    default List<String> reads() {
        return List.of();
    }
}
