package dev.plumbline.collector.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;

class TurnsTest {
    private static final Duration LONG = Duration.ofMinutes(5);
    private static final Duration SHORT = Duration.ofMillis(20);
    private static final int PIECE = Turns.BYTES / 4;

    private final List<String> begun = new CopyOnWriteArrayList<>();

    @Test
    void a_few_read_at_a_time_and_the_others_after_them_in_the_order_in_which_they_came() {
        Turns turns = new Turns(2, LONG);
        Turns.Turn first = begin(turns, "first");
        Turns.Turn second = begin(turns, "second");
        Turns.Turn third = wait(turns, "third");
        wait(turns, "fourth");
        assertThat(begun).containsExactly("first", "second");
        assertThat(third.goesOn(PIECE)).isFalse();

        second.end();
        await().until(() -> begun.contains("third"));
        assertThat(begun).doesNotContain("fourth");
        assertThat(third.goesOn(PIECE)).isTrue();

        first.end();
        await().until(() -> begun.contains("fourth"));
    }

    @Test
    void who_reads_goes_on_while_nobody_waits_and_for_some_bytes_while_others_do() {
        Turns turns = new Turns(1, LONG);
        Turns.Turn first = begin(turns, "first");
        for (int i = 0; i < 100; i++) {
            assertThat(first.goesOn(PIECE)).isTrue();
        }

        wait(turns, "second");
        List<Boolean> pieces = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            pieces.add(first.goesOn(PIECE));
        }
        assertThat(pieces).containsExactly(true, true, true, false, false);

        Thread again = Thread.ofVirtual().start(first::begin);
        await().until(() -> begun.contains("second"));
        assertThat(again.isAlive()).as("it has gone to the end of the queue").isTrue();
        first.stop();
    }

    @Test
    void a_turn_that_takes_too_long_holds_nobody_up() {
        Turns turns = new Turns(1, SHORT);
        Turns.Turn stuck = begin(turns, "stuck");
        wait(turns, "other");

        await().until(() -> begun.contains("other"));
        assertThat(stuck.goesOn(PIECE)).isFalse();
        stuck.end();
        wait(turns, "third");
        await().until(() -> begun.contains("third"));
    }

    @Test
    void who_is_stopped_waits_no_more_and_takes_nobodys_turn() {
        Turns turns = new Turns(1, LONG);
        Turns.Turn first = begin(turns, "first");
        Turns.Turn stopped = wait(turns, "stopped");
        wait(turns, "third");

        stopped.stop();
        await().until(() -> begun.contains("stopped"));
        assertThat(stopped.goesOn(PIECE)).isFalse();
        assertThat(begun).doesNotContain("third");

        first.end();
        await().until(() -> begun.contains("third"));
    }

    @Test
    void who_is_interrupted_waits_no_more_and_stays_interrupted() throws InterruptedException {
        Turns turns = new Turns(1, LONG);
        begin(turns, "first");
        Turns.Turn turn = turns.turn();
        List<Boolean> interrupted = new CopyOnWriteArrayList<>();
        Thread waiting = Thread.ofVirtual().start(() -> {
            turn.begin();
            interrupted.add(Thread.currentThread().isInterrupted());
        });
        await().until(() -> waiting.getState() == Thread.State.TIMED_WAITING);

        waiting.interrupt();
        assertThat(waiting.join(Duration.ofSeconds(10))).isTrue();

        assertThat(interrupted).containsExactly(true);
        assertThat(turn.goesOn(PIECE)).isFalse();
    }

    private Turns.Turn begin(Turns turns, String name) {
        Turns.Turn turn = turns.turn();
        turn.begin();
        begun.add(name);
        return turn;
    }

    private Turns.Turn wait(Turns turns, String name) {
        Turns.Turn turn = turns.turn();
        Thread waiting = Thread.ofVirtual().start(() -> {
            turn.begin();
            begun.add(name);
        });
        await().until(() -> waiting.getState() == Thread.State.TIMED_WAITING || begun.contains(name));
        return turn;
    }
}
