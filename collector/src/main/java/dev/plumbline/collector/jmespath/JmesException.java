package dev.plumbline.collector.jmespath;

/** Says that an expression does not compile, or that it cannot be applied to a value. */
public final class JmesException extends Exception {
    private static final long serialVersionUID = 1;

    JmesException(String message) {
        super(message, null, false, false);
    }
}
