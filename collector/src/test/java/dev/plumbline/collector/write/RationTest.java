package dev.plumbline.collector.write;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class RationTest {
    private static final int MIB = 1 << 20;

    private final Ration ration = new Ration(8 * MIB);

    @Test
    void few_have_what_is_configured() {
        assertThat(ration.of(MIB)).isEqualTo(MIB);
        begin(4);
        assertThat(ration.of(MIB)).isEqualTo(MIB);
        assertThat(ration.of(1_000)).isEqualTo(1_000);
        assertThat(ration.of(4 * MIB)).as("two batches of four shards").isEqualTo(MIB);
    }

    @Test
    void many_share_what_there_is_and_each_has_something() {
        begin(40);
        assertThat(ration.of(MIB)).isEqualTo(8 * MIB / 80);
        begin(4_000);
        assertThat(ration.of(MIB)).isEqualTo(8 << 10);
    }

    @Test
    void who_is_done_leaves_more_to_the_others() {
        begin(40);
        for (int i = 0; i < 36; i++) {
            ration.end();
        }
        assertThat(ration.of(MIB)).isEqualTo(MIB);
    }

    private void begin(int shards) {
        for (int i = 0; i < shards; i++) {
            ration.begin();
        }
    }
}
