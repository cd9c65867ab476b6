package dev.plumbline.harness.waiting;

import java.io.Serial;
import org.jspecify.annotations.Nullable;

/** Something did not come about in time; the message ends with what was seen last. */
public final class DeadlineMissed extends AssertionError {
    @Serial
    private static final long serialVersionUID = 1;

    private final String lastSeen;

    DeadlineMissed(String what, String elapsed, int looks, String lastSeen, @Nullable Throwable cause) {
        super(what + ": not within " + elapsed + " (" + looks + " looks); last seen: " + lastSeen, cause);
        this.lastSeen = lastSeen;
    }

    /** Returns what was seen last, in words. */
    public String lastSeen() {
        return lastSeen;
    }
}
