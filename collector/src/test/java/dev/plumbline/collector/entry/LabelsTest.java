package dev.plumbline.collector.entry;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class LabelsTest {
    private static final int SETS = 1_000;

    @Test
    void sets_that_carry_one_value_under_two_names_have_different_hashes() {
        assertThat(IntStream.range(0, SETS)
                        .mapToObj(i -> "shop-checkout-" + i)
                        .map(name -> Labels.of(Map.of("container", name, "service_name", name, "job", "docker")))
                        .map(Labels::hashCode)
                        .distinct())
                .hasSize(SETS);
    }

    @Test
    void equal_sets_have_equal_hashes_however_they_were_made() {
        Labels one = Labels.of(Map.of("a", "1", "b", "2"));

        assertThat(Labels.of(Map.of("b", "2", "a", "1"))).isEqualTo(one).hasSameHashCodeAs(one);
        assertThat(Labels.of(Map.of("a", "2", "b", "1"))).isNotEqualTo(one);
    }
}
