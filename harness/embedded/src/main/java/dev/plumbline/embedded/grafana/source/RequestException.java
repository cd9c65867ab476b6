package dev.plumbline.embedded.grafana.source;

import java.io.Serial;

/** A data source refused the whole request, not one query of it. */
public final class RequestException extends RuntimeException {
    @Serial
    private static final long serialVersionUID = 1;

    RequestException(String message) {
        super(message);
    }
}
