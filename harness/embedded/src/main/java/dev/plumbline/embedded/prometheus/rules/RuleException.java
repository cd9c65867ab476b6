package dev.plumbline.embedded.prometheus.rules;

import java.io.Serial;

/** A rule cannot be evaluated. */
public final class RuleException extends Exception {
    @Serial
    private static final long serialVersionUID = 1;

    RuleException(String message) {
        super(message);
    }
}
