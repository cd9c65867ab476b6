package dev.plumbline.steps;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

final class SequencesTest {
    @Test
    void names_what_is_missing_and_what_came_twice() {
        assertThat(Sequences.difference(List.of(1, 2, 3, 4), List.of(1, 3, 3)))
                .isEqualTo("expected 4 lines, found 3; missing [2, 4]; more than once [3]");
    }

    @Test
    void names_the_first_place_out_of_order() {
        assertThat(Sequences.difference(List.of(1, 2, 3), List.of(1, 3, 2)))
                .isEqualTo("all 3 are there, but out of order: expected number 2 in place 2, found 3");
    }

    @Test
    void shows_ten_numbers_and_counts_the_others() {
        List<Integer> expected = IntStream.rangeClosed(1, 12).boxed().toList();
        assertThat(Sequences.difference(expected, List.of()))
                .isEqualTo("expected 12 lines, found 0; missing [1, 2, 3, 4, 5, 6, 7, 8, 9, 10] and 2 more");
    }
}
