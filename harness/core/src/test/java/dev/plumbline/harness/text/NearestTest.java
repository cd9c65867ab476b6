package dev.plumbline.harness.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

final class NearestTest {
    @Test
    void the_name_with_the_fewest_edits_is_the_nearest() {
        assertThat(Nearest.to("lokki", List.of("tempo", "loki", "grafana"))).contains("loki");
    }

    @Test
    void a_name_unlike_all_others_has_no_nearest() {
        assertThat(Nearest.to("xyz", List.of("prometheus"))).isEmpty();
    }

    @Test
    void every_edit_counts_one() {
        assertThat(Nearest.distance("kitten", "sitting")).isEqualTo(3);
    }
}
