package dev.plumbline.harness.waiting;

import java.time.Duration;

/**
 * Shortens or stretches every deadline of a run by {@code -Dplumbline.deadline.scale}: below 1 where a broken stack is
 * expected to be found broken, above 1 on a machine that is known to be slow.
 *
 * @param factor times which each deadline is taken; 1 unless the property is set
 */
public record Scale(double factor) {
    private static final String PROPERTY = "plumbline.deadline.scale";
    /** No deadline is shortened below this: what is expected to pass has to pass on a slow machine, too. */
    private static final long FLOOR_MILLIS = 10_000;

    public Scale {
        if (!(factor > 0) || factor > 100) {
            throw new IllegalArgumentException(
                    "-D" + PROPERTY + "=" + factor + ": expected a number above 0 and up to 100");
        }
    }

    /**
     * Reads it from the system properties.
     *
     * @throws IllegalArgumentException if it is not a number above 0 and up to 100
     */
    public static Scale ofRun() {
        String text = System.getProperty(PROPERTY, "1");
        try {
            return new Scale(Double.parseDouble(text));
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException(
                    "-D" + PROPERTY + "=" + text + ": expected a number above 0 and up to 100", e);
        }
    }

    /** Returns that deadline, stretched, never shortened: for what every scenario needs, broken stack or not. */
    public Deadline stretched(Deadline deadline) {
        return new Scale(Math.max(1, factor)).of(deadline);
    }

    /** Returns that deadline, stretched, or shortened to no less than ten seconds; the interval stays. */
    public Deadline of(Deadline deadline) {
        long whole = deadline.duration().toMillis();
        long millis = Math.max(Math.min(whole, FLOOR_MILLIS), Math.round(whole * factor));
        return new Deadline(Duration.ofMillis(millis), deadline.interval());
    }
}
