package dev.plumbline.collector.entry;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class SparesTest {
    private final Spares spares = new Spares(100);

    @Test
    void what_was_given_is_taken_again_where_it_fits() {
        byte[] array = new byte[40];
        spares.give(array);

        assertThat(spares.take(41, 100)).as("too short").hasSize(41);
        assertThat(spares.take(20, 39)).as("too long").hasSize(20);
        assertThat(spares.take(20, 40)).isSameAs(array);
        assertThat(spares.take(20, 40))
                .as("nobody has an array twice")
                .isNotSameAs(array)
                .hasSize(20);
    }

    @Test
    void no_more_is_kept_than_allowed_and_long_arrays_rather_than_short_ones() {
        byte[] first = new byte[40];
        byte[] second = new byte[40];
        byte[] third = new byte[40];
        byte[] large = new byte[60];
        spares.give(first);
        spares.give(second);
        spares.give(third);
        assertThat(spares.take(40, 40)).isSameAs(second);

        spares.give(second);
        spares.give(large);
        assertThat(spares.take(60, 60)).isSameAs(large);
        assertThat(spares.take(40, 40)).isSameAs(first);
        assertThat(spares.take(40, 40)).isNotSameAs(second).isNotSameAs(third);

        spares.give(new byte[101]);
        assertThat(spares.take(1, 1_000)).hasSize(1);
    }

    @Test
    void less_is_kept_where_less_is_allowed_for_now() {
        byte[] first = new byte[40];
        spares.give(first, 50);
        spares.give(new byte[40], 50);

        assertThat(spares.take(40, 40)).isSameAs(first);
        assertThat(spares.take(40, 40)).isNotSameAs(first);

        spares.give(first, 1_000);
        spares.give(new byte[40], 1_000);
        spares.give(new byte[40], 1_000);
        assertThat(spares.take(40, 40)).isNotSameAs(first);
        assertThat(spares.take(40, 40)).as("never more than its own limit").isSameAs(first);
    }
}
