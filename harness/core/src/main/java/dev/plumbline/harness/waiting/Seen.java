package dev.plumbline.harness.waiting;

import java.util.Optional;

/**
 * One observation of something that is waited for.
 *
 * @param value what was waited for, once it is there
 * @param description what was seen, in words; a time-out shows the last one
 * @param hopeless whether waiting longer cannot help
 */
public record Seen<T>(Optional<T> value, String description, boolean hopeless) {
    /** Says that it is there. */
    public static <T> Seen<T> enough(T value) {
        return new Seen<>(Optional.of(value), String.valueOf(value), false);
    }

    /** Says that it is not there yet, and what is there instead. */
    public static <T> Seen<T> notYet(String description) {
        return new Seen<>(Optional.empty(), description, false);
    }

    /** Says that it will never be there, such as the readiness of a process that has exited; ends the waiting. */
    public static <T> Seen<T> hopeless(String description) {
        return new Seen<>(Optional.empty(), description, true);
    }
}
