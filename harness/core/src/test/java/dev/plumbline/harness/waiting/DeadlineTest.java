package dev.plumbline.harness.waiting;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

final class DeadlineTest {
    private final Deadline soon = new Deadline(Duration.ofSeconds(1), Duration.ofMillis(20));
    private final AtomicInteger looks = new AtomicInteger();

    @Test
    void returns_what_was_seen_once_it_is_enough() {
        int seen = Deadline.seconds(30).every(Duration.ofMillis(1)).eventually("three looks", () -> {
            int look = looks.incrementAndGet();
            return look == 3 ? Seen.enough(look) : Seen.notYet("only " + look);
        });
        assertThat(seen).isEqualTo(3);
        assertThat(looks).hasValue(3);
    }

    @Test
    void a_missed_deadline_tells_what_how_long_how_often_and_what_was_seen_last() {
        assertThatThrownBy(() -> soon.eventually("a line", () -> Seen.notYet("0 of " + looks.incrementAndGet())))
                .isInstanceOf(DeadlineMissed.class)
                .message()
                .matches("a line: not within \\d\\.\\d s \\(" + looks.get() + " looks\\); last seen: 0 of "
                        + looks.get());
        assertThat(looks.get()).isGreaterThan(1);
    }

    @Test
    void an_exception_counts_as_not_yet_and_is_shown() {
        assertThatThrownBy(() -> soon.eventually("an answer", () -> {
                    throw new IllegalStateException("connection refused");
                }))
                .isInstanceOf(DeadlineMissed.class)
                .hasMessageEndingWith("last seen: connection refused");
    }

    @Test
    void what_is_seen_after_the_deadline_came_too_late() {
        assertThatThrownBy(() -> soon.eventually("an answer", () -> {
                    long end = System.nanoTime() + Duration.ofMillis(1400).toNanos();
                    while (System.nanoTime() < end) {
                        Thread.onSpinWait();
                    }
                    return Seen.enough("answer");
                }))
                .isInstanceOf(DeadlineMissed.class)
                .hasMessageEndingWith("(1 looks); last seen: it came about, but too late");
    }

    @Test
    void a_look_that_the_deadline_cuts_short_does_not_hide_what_was_seen_before() {
        CountDownLatch never = new CountDownLatch(1);
        assertThatThrownBy(() -> soon.eventually("an answer", () -> {
                    if (looks.incrementAndGet() > 1) {
                        never.await();
                    }
                    return Seen.notYet("0 of 3");
                }))
                .isInstanceOf(DeadlineMissed.class)
                .hasMessageEndingWith("(2 looks); last seen: 0 of 3");
    }

    @Test
    void what_is_hopeless_ends_the_waiting_at_the_first_look() {
        assertThatThrownBy(() -> Deadline.seconds(300).eventually("Tempo is ready", () -> {
                    looks.incrementAndGet();
                    return Seen.hopeless("Tempo exited with code 3");
                }))
                .isInstanceOf(DeadlineMissed.class)
                .hasMessageStartingWith("Tempo is ready: not within 0.")
                .hasMessageEndingWith("(1 looks); last seen: Tempo exited with code 3");
        assertThat(looks).hasValue(1);
    }

    @Test
    void absence_is_watched_for_the_whole_window() {
        long begin = System.nanoTime();
        soon.never("a further line", () -> {
            looks.incrementAndGet();
            return Seen.notYet("40 lines");
        });
        assertThat(Duration.ofNanos(System.nanoTime() - begin)).isGreaterThanOrEqualTo(Duration.ofSeconds(1));
        assertThat(looks.get()).isGreaterThan(1);
    }

    @Test
    void absence_ends_as_soon_as_it_is_seen() {
        assertThatThrownBy(() -> Deadline.seconds(300)
                        .never(
                                "a further line",
                                () -> looks.incrementAndGet() == 2 ? Seen.enough("41 lines") : Seen.notYet("40")))
                .isInstanceOf(DeadlineMissed.class)
                .message()
                .matches("the absence of a further line: not within \\d+\\.\\d s \\(2 looks\\); last seen: 41 lines");
    }

    @Test
    void a_deadline_lies_in_the_future() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Deadline.seconds(0))
                .withMessage("a deadline lies in the future, this is PT0S");
    }

    @Test
    void a_scale_shortens_the_duration_and_not_the_interval() {
        assertThat(new Scale(0.3).of(Deadline.seconds(100)))
                .isEqualTo(new Deadline(Duration.ofSeconds(30), Duration.ofMillis(100)));
    }

    @Test
    void a_scale_does_not_ask_for_more_speed_than_ten_seconds_do() {
        assertThat(new Scale(0.3).of(Deadline.seconds(20))).isEqualTo(Deadline.seconds(10));
        assertThat(new Scale(0.3).of(Deadline.seconds(2))).isEqualTo(Deadline.seconds(2));
        assertThat(new Scale(3).of(Deadline.seconds(2))).isEqualTo(Deadline.seconds(6));
    }

    @Test
    void what_every_scenario_needs_is_never_given_less_time() {
        assertThat(new Scale(0.3).stretched(Deadline.seconds(120))).isEqualTo(Deadline.seconds(120));
        assertThat(new Scale(2).stretched(Deadline.seconds(120))).isEqualTo(Deadline.seconds(240));
    }

    @Test
    void a_scale_is_above_zero() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Scale(0))
                .withMessage("-Dplumbline.deadline.scale=0.0: expected a number above 0 and up to 100");
    }
}
