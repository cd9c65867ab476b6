package dev.plumbline.embedded.loki.logql;

import java.util.List;

/** Where queries find streams. */
@FunctionalInterface
public interface LogSource {
    /**
     * Finds streams that match and have entries in a window.
     *
     * @param matchers all must match a stream's labels
     * @param from first nanosecond
     * @param before nanosecond after the last
     */
    List<Stream> select(List<Matcher> matchers, long from, long before);
}
