package dev.plumbline.collector.evaluation;

import dev.plumbline.collector.config.Position;
import dev.plumbline.collector.config.Problem;

/** Says why an expression has no value, and where. */
public final class EvaluationException extends Exception {
    private static final long serialVersionUID = 1L;

    private final transient Position position;

    EvaluationException(Position position, String message) {
        super(message);
        this.position = position;
    }

    public Position position() {
        return position;
    }

    /** Returns the message, which carries no position, as a problem of a file. */
    public Problem problem() {
        return new Problem(position, String.valueOf(getMessage()));
    }
}
