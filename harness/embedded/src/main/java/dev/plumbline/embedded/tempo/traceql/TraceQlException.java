package dev.plumbline.embedded.tempo.traceql;

import java.io.Serial;

/** A query is refused: it does not parse, its types do not fit, or it fails while it is evaluated. */
public final class TraceQlException extends RuntimeException {
    @Serial
    private static final long serialVersionUID = 1;

    public TraceQlException(String message) {
        super(message);
    }

    static TraceQlException at(int line, int column, String message) {
        String place = line == 0 && column == 0 ? " " : " at line " + line + ", col " + column;
        return new TraceQlException("parse error" + place + ": " + message);
    }
}
