package dev.plumbline.collector.source;

import static org.assertj.core.api.Assertions.assertThat;

import dev.plumbline.collector.entry.Balance;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class LedgerTest {
    private final List<Long> committed = new ArrayList<>();
    private final SourceBook book = SourceBook.in(new Balance());
    private final Ledger ledger =
            new Ledger(book, Optional.empty(), c -> committed.add(c.anchor().timestamp()));

    private Chunk chunk(int lines, long end) {
        Chunk chunk = ledger.begin();
        for (int i = 0; i < lines; i++) {
            chunk.add(10);
        }
        chunk.close(Optional.of(
                new Cursor(0, Optional.of(new Cursor.Place(end, 1, 0)), Optional.empty(), Optional.empty())));
        return chunk;
    }

    @Test
    void the_cursor_moves_over_what_is_settled_without_a_gap() {
        Chunk one = chunk(2, 1);
        Chunk two = chunk(1, 2);
        Chunk three = chunk(1, 3);
        two.sent();
        one.sent();
        assertThat(committed).isEmpty();
        one.dropped("x");
        assertThat(committed).containsExactly(2L);
        three.refused("y");
        assertThat(committed).containsExactly(2L, 3L);
        assertThat(ledger.idle()).isTrue();
        assertThat(ledger.unsettledBytes()).isZero();
    }

    @Test
    void lines_of_two_containers_that_were_merged_leave_each_other_s_cursors_alone() {
        Chunk one = chunk(1, 1);
        Chunk foreign = new Ledger(book, Optional.empty(), c -> {}).begin();
        one.joins(foreign);
        one.sent();
        assertThat(committed).containsExactly(1L);
    }

    @Test
    void an_entry_for_two_receivers_is_settled_by_both() {
        Chunk one = chunk(1, 1);
        one.expect(1);
        one.sent();
        assertThat(committed).isEmpty();
        one.sent();
        assertThat(committed).containsExactly(1L);
    }

    @Test
    void the_cursor_does_not_stand_within_a_block_that_was_merged() {
        Chunk one = chunk(1, 1);
        Chunk two = chunk(2, 2);
        Chunk three = chunk(1, 3);
        one.joins(two);
        one.sent();
        two.sent();
        assertThat(committed).isEmpty();
        two.joins(three);
        two.sent();
        assertThat(committed).isEmpty();
        three.sent();
        assertThat(committed).containsExactly(3L);
        assertThat(ledger.idle()).isTrue();
    }
}
