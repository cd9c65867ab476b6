package dev.plumbline.harness.waiting;

import java.util.Optional;

/**
 * One observation of something that is waited for.
 *
 * @param value what was waited for, once it is there
 * @param description what was seen, in words; a time-out shows the last one
 */
public record Seen<T>(Optional<T> value, String description) {
    /** Says that it is there. */
    public static <T> Seen<T> enough(T value) {
        return new Seen<>(Optional.of(value), String.valueOf(value));
    }

    /** Says that it is not there yet, and what is there instead. */
    public static <T> Seen<T> notYet(String description) {
        return new Seen<>(Optional.empty(), description);
    }
}
