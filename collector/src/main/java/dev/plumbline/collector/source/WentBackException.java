package dev.plumbline.collector.source;

import java.io.IOException;

/**
 * Says that a stream went back in time: an engine that rotates a log repeats lines to whoever follows it, and only the log
 * itself can tell this from a clock that was put back.
 */
final class WentBackException extends IOException {
    private static final long serialVersionUID = 1L;

    WentBackException() {
        super("the stream went back in time");
    }
}
