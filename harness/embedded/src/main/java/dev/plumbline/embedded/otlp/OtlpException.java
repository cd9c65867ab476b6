package dev.plumbline.embedded.otlp;

import java.io.Serial;

/** A body is not the OTLP request that it should be. */
public final class OtlpException extends RuntimeException {
    @Serial
    private static final long serialVersionUID = 1;

    public OtlpException(String message) {
        super(message);
    }
}
