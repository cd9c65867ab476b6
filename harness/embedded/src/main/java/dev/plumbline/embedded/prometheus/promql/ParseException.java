package dev.plumbline.embedded.prometheus.promql;

import java.io.Serial;

/** An expression is not PromQL; the message starts with line and column. */
public final class ParseException extends Exception {
    @Serial
    private static final long serialVersionUID = 1;

    ParseException(String query, Range range, String message) {
        super(range.position(query) + ": parse error: " + message);
    }
}
