package dev.plumbline.embedded.grafana.source;

import java.io.Serial;

/** One query cannot be run as it stands; the message is what the data source would say. */
final class BadQueryException extends RuntimeException {
    @Serial
    private static final long serialVersionUID = 1;

    BadQueryException(String message) {
        super(message);
    }
}
