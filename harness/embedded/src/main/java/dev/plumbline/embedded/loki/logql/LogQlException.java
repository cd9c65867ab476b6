package dev.plumbline.embedded.loki.logql;

import java.io.Serial;

/** A query is refused or fails; the message is what Loki answers in plain text. */
public final class LogQlException extends RuntimeException {
    @Serial
    private static final long serialVersionUID = 1;

    private final int status;

    private LogQlException(int status, String message) {
        super(message);
        this.status = status;
    }

    /** Returns the HTTP status of the answer. */
    public int status() {
        return status;
    }

    static LogQlException parse(String message, int line, int column) {
        return new LogQlException(
                400,
                line == 0 && column == 0
                        ? "parse error : " + message
                        : "parse error at line " + line + ", col " + column + ": " + message);
    }

    static LogQlException parse(String message) {
        return parse(message, 0, 0);
    }

    static LogQlException stage(String stage, String message) {
        return parse("stage '" + stage + "' : " + message);
    }

    /** Returns a refusal of the request itself. */
    public static LogQlException bad(String message) {
        return new LogQlException(400, message);
    }

    static LogQlException execution(String message) {
        return new LogQlException(500, message);
    }
}
