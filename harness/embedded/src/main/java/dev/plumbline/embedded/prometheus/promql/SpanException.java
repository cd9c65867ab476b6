package dev.plumbline.embedded.prometheus.promql;

import java.io.Serial;

/** A length of time cannot be calculated; the message starts with the place in the expression. */
public final class SpanException extends RuntimeException {
    @Serial
    private static final long serialVersionUID = 1;

    SpanException(Range range, String message) {
        super(range.start() + ":" + range.end() + ": " + message);
    }
}
