package dev.plumbline.collector.source;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ReadBudgetTest {
    private static final int K = 1 << 10;

    private final ReadBudget budget = new ReadBudget(100);

    @Test
    void what_is_wished_is_granted_as_long_as_there_is_something_left() {
        assertThat(budget.size(16, 0, 64)).isEqualTo(64);
        assertThat(budget.size(16, 0, 64)).isEqualTo(64);
        assertThat(budget.size(16, 0, 64)).isEqualTo(16);
    }

    @Test
    void a_share_is_all_that_is_granted_once_others_have_half_of_what_there_is() {
        ReadBudget large = new ReadBudget(1024 * K);
        assertThat(large.size(0, 0, 256 * K)).isEqualTo(256 * K);
        assertThat(large.size(0, 0, 256 * K)).isEqualTo(256 * K);

        assertThat(large.size(0, 0, 256 * K)).isEqualTo(64 * K);
        assertThat(large.size(0, 100 * K, 256 * K)).as("a line that has to fit").isEqualTo(100 * K);
        assertThat(large.size(256 * K, 0, 256 * K)).as("who had more").isEqualTo(64 * K);

        assertThat(large.size(256 * K, 0, 0)).isZero();
        assertThat(large.size(100 * K, 0, 0)).isZero();
        assertThat(large.size(0, 0, 256 * K)).isEqualTo(256 * K);
    }

    @Test
    void what_is_given_back_can_be_granted_again() {
        assertThat(budget.size(16, 0, 116)).isEqualTo(116);
        assertThat(budget.size(16, 0, 64)).isEqualTo(16);

        assertThat(budget.size(116, 0, 16)).isEqualTo(16);

        assertThat(budget.size(16, 0, 64)).isEqualTo(64);
    }

    @Test
    void a_line_that_has_to_fit_always_does() {
        assertThat(budget.size(16, 400, 400)).isEqualTo(400);
        assertThat(budget.size(16, 40, 64)).isEqualTo(40);

        assertThat(budget.size(400, 16, 16)).isEqualTo(16);
        assertThat(budget.size(40, 16, 16)).isEqualTo(16);

        assertThat(budget.size(16, 0, 116)).isEqualTo(116);
    }
}
