package dev.plumbline.harness.stack;

import java.util.Locale;
import java.util.concurrent.ThreadLocalRandom;

/**
 * Stamps what one run emits, so that nothing an earlier run left behind can pass a test.
 *
 * @param value lower-case letters and digits
 */
public record RunId(String value) {
    public RunId {
        if (!value.matches("[a-z0-9]{4,32}")) {
            throw new IllegalArgumentException(
                    "a run id is 4 to 32 lower-case letters and digits, not '" + value + "'");
        }
    }

    /** Draws a new one. */
    public static RunId fresh() {
        long random = ThreadLocalRandom.current().nextLong(36L * 36 * 36 * 36 * 36 * 36 * 36 * 36);
        String digits = Long.toString(random, 36).toLowerCase(Locale.ROOT);
        return new RunId("r" + "0".repeat(Math.max(0, 8 - digits.length())) + digits);
    }

    @Override
    public String toString() {
        return value;
    }
}
