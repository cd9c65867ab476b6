package dev.plumbline.collector.golang;

/** Says that a regular expression does not compile, in one line. */
public final class GoRegexException extends Exception {
    private static final long serialVersionUID = 1;

    GoRegexException(String message) {
        super(message, null, false, false);
    }
}
