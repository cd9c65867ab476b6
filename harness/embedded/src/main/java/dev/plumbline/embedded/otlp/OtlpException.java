package dev.plumbline.embedded.otlp;

import java.io.Serial;

/** A body is not the OTLP request that it should be. */
public final class OtlpException extends RuntimeException {
    @Serial
    private static final long serialVersionUID = 1;

    private final boolean printable;
    private final boolean invalid;

    public OtlpException(String message) {
        this(message, true, false);
    }

    private OtlpException(String message, boolean printable, boolean invalid) {
        super(message);
        this.printable = printable;
        this.invalid = invalid;
    }

    /** Returns an error of a request that can be read and never be taken, so that no client tries again. */
    public static OtlpException invalid(String message) {
        return new OtlpException(message, true, true);
    }

    /** Returns an error whose text would not be UTF-8, which no answer can carry. */
    static OtlpException unprintable() {
        return new OtlpException("failed to marshal error message", false, false);
    }

    /** Tells whether the request can never be taken. */
    boolean isInvalid() {
        return invalid;
    }

    /** Tells whether an answer can carry its text. */
    boolean isPrintable() {
        return printable;
    }
}
