package dev.plumbline.collector.json;

/** Says that a text is not JSON; made without a stack trace, because log lines often are not. */
public final class JsonException extends Exception {
    private static final long serialVersionUID = 1;

    JsonException(String message) {
        super(message, null, false, false);
    }
}
