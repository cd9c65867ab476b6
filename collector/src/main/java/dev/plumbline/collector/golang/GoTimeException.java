package dev.plumbline.collector.golang;

/** Says that a text does not follow a layout; made without a stack trace, because log lines often do not. */
public final class GoTimeException extends Exception {
    private static final long serialVersionUID = 1;

    GoTimeException(String message) {
        super(message, null, false, false);
    }
}
