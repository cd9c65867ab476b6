package dev.plumbline.collector.write;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class EffortTest {
    private static final int SIZE = 1 << 20;
    private static final long MILLI = 1_000_000;

    private final Effort effort = new Effort();

    @Test
    void what_is_small_is_compressed() {
        assertThat(pushes(1_000, 1_000, 5 * MILLI, MILLI)).isEqualTo(1_000);
    }

    @Test
    void next_to_loki_nearly_everything_goes_out_as_it_is() {
        assertThat(pushes(SIZE, 1_000, 5 * MILLI, 2 * MILLI)).isLessThan(30);
    }

    @Test
    void over_a_slow_line_nearly_everything_is_compressed() {
        assertThat(pushes(SIZE, 1_000, 50 * MILLI, 150 * MILLI)).isGreaterThan(970);
    }

    @Test
    void what_gains_little_is_left_out_for_it_costs_the_processor() {
        assertThat(pushes(SIZE, 1_000, 10 * MILLI, 12 * MILLI)).isLessThan(5);
        assertThat(pushes(SIZE, 10_000, 10 * MILLI, 14 * MILLI)).isGreaterThan(9_000);
    }

    @Test
    void a_push_that_had_to_wait_changes_nothing() {
        pushes(SIZE, 100, 5 * MILLI, 2 * MILLI);
        pushes(SIZE, 1, 100 * MILLI, 25 * MILLI);

        assertThat(effort.compresses(SIZE)).isFalse();
    }

    @Test
    void a_line_that_becomes_slow_is_noticed_and_one_that_becomes_fast_again_too() {
        pushes(SIZE, 100, 5 * MILLI, 2 * MILLI);
        pushes(SIZE, 100, 50 * MILLI, 150 * MILLI);
        assertThat(pushes(SIZE, 100, 50 * MILLI, 150 * MILLI)).isGreaterThan(95);

        pushes(SIZE, 1_000, 5 * MILLI, 2 * MILLI);
        assertThat(pushes(SIZE, 100, 5 * MILLI, 2 * MILLI)).isLessThan(5);
    }

    @Test
    void both_ways_are_tried_first_and_then_the_one_that_pays() {
        assertThat(effort.compresses(SIZE)).isTrue();
        effort.took(true, SIZE, 2 * MILLI);
        assertThat(effort.compresses(SIZE)).as("it is tried once").isFalse();
        effort.took(false, SIZE, 3 * MILLI);
        assertThat(effort.compresses(SIZE)).as("much slower").isTrue();
        effort.took(false, SIZE, MILLI);
        assertThat(effort.compresses(SIZE)).isFalse();
        assertThat(effort.compresses(1_000)).as("what is small").isTrue();
    }

    @Test
    void what_is_not_done_at_present_is_tried_now_and_then_and_compressing_more_seldom() {
        effort.took(true, SIZE, 2 * MILLI);
        effort.took(false, SIZE, MILLI);
        assertThat(compressedOf(5_120)).isEqualTo(10);

        effort.took(true, SIZE, MILLI / 4);
        effort.took(true, SIZE, MILLI / 4);
        effort.took(true, SIZE, MILLI / 4);
        assertThat(compressedOf(640)).isEqualTo(630);
    }

    private int compressedOf(int decisions) {
        int compressed = 0;
        for (int i = 0; i < decisions; i++) {
            compressed += effort.compresses(SIZE) ? 1 : 0;
        }
        return compressed;
    }

    /** Pushes so often and returns how often that was compressed, which takes so long; the other way takes so long. */
    private int pushes(int size, int count, long compressed, long literal) {
        int times = 0;
        for (int i = 0; i < count; i++) {
            boolean compresses = effort.compresses(size);
            times += compresses ? 1 : 0;
            effort.took(compresses, size, compresses ? compressed : literal);
        }
        return times;
    }
}
