package dev.plumbline.collector.evaluation;

/** Says why a call failed; the evaluator knows where. */
final class CallException extends Exception {
    private static final long serialVersionUID = 1L;

    /** No argument in particular. */
    static final int CALL = -1;

    private final int argument;

    /** Makes one that blames an argument, counted from 0, or the whole call. */
    CallException(int argument, String message) {
        super(message);
        this.argument = argument;
    }

    CallException(String message) {
        this(CALL, message);
    }

    int argument() {
        return argument;
    }

    String text() {
        return String.valueOf(getMessage());
    }
}
