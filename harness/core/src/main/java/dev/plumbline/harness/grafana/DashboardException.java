package dev.plumbline.harness.grafana;

import java.io.Serial;

/** A dashboard, or a part of it, is none that the harness can run; the message says what and where. */
public final class DashboardException extends RuntimeException {
    @Serial
    private static final long serialVersionUID = 1;

    /** Says what is wrong. */
    public DashboardException(String message) {
        super(message);
    }
}
