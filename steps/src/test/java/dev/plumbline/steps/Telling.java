package dev.plumbline.steps;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.plumbline.harness.waiting.Deadline;
import java.time.Duration;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;

/** How tests of the steps wait, and what they ask of a failure. */
final class Telling {
    /** For what has to come about, on however slow a machine. */
    static final Deadline PATIENT = Deadline.seconds(60);
    /** For what does not come about however long one waits. */
    static final Deadline IN_VAIN = Deadline.within(Duration.ofMillis(300));

    private Telling() {}

    /** Sees a step fail, with that beginning of the message. */
    static void fails(ThrowingCallable step, Class<? extends Throwable> with, String beginning) {
        assertThatThrownBy(step).isInstanceOf(with).hasMessageStartingWith(beginning);
    }
}
