package dev.plumbline.collector.source;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ReadBudgetTest {
    private final ReadBudget budget = new ReadBudget(100);

    @Test
    void what_is_wished_is_granted_as_long_as_there_is_something_left() {
        assertThat(budget.size(16, 0, 64)).isEqualTo(64);
        assertThat(budget.size(16, 0, 64)).isEqualTo(64);
        assertThat(budget.size(16, 0, 64)).isEqualTo(16);
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
