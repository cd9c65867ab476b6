package dev.plumbline.collector.source;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class TrackTest {
    private static long count(Track track, long at, String line) {
        byte[] bytes = line.getBytes(StandardCharsets.UTF_8);
        return track.count(at, bytes, 0, bytes.length);
    }

    @Test
    void identical_lines_of_one_time_are_moved_apart_and_order_is_kept() {
        Track track = new Track();
        assertThat(count(track, 10, "a")).isEqualTo(10);
        assertThat(count(track, 10, "b")).isEqualTo(10);
        assertThat(count(track, 10, "a")).isEqualTo(11);
        assertThat(count(track, 10, "b")).isEqualTo(11);
        assertThat(count(track, 10, "b")).isEqualTo(12);
        assertThat(track.run()).isEqualTo(5);
        assertThat(count(track, 11, "c")).isEqualTo(12);
        assertThat(track.run()).isEqualTo(1);
        assertThat(count(track, 13, "c")).isEqualTo(13);
        assertThat(count(track, 5, "c")).isEqualTo(5);
    }

    @Test
    void a_cursor_survives_being_written_and_read() {
        Cursor cursor = new Cursor(
                Messages.STDERR,
                Optional.of(new Cursor.Place(1, 2, 3)),
                Optional.of(new Cursor.Place(-4, 5, -6)),
                Optional.of(new Cursor.FilePlace(7, 8)));
        assertThat(Cursor.decode(cursor.encode())).contains(cursor);
        byte[] bytes = cursor.encode();
        for (int length = 0; length < bytes.length; length++) {
            assertThat(Cursor.decode(java.util.Arrays.copyOf(bytes, length))).isEmpty();
        }
    }

    @Test
    void timestamps_are_read_to_the_nanosecond() {
        assertThat(parse("2026-01-15T10:00:00.123456789Z")).isEqualTo(1_768_471_200_123_456_789L);
        assertThat(parse("2026-01-15T10:00:00Z")).isEqualTo(1_768_471_200_000_000_000L);
        assertThat(parse("2026-01-15T10:00:59.5Z")).isEqualTo(1_768_471_259_500_000_000L);
        assertThat(parse("2026-01-15T12:00:00.5+02:00")).isEqualTo(1_768_471_200_500_000_000L);
        assertThat(parse("1969-12-31T23:59:59.999999999Z")).isEqualTo(-1);
        assertThat(parse("2026-01-15T10:00:0x.5Z")).isEqualTo(Timestamps.NONE);
        assertThat(parse("2026-13-15T10:00:00.5Z")).isEqualTo(Timestamps.NONE);
        assertThat(parse("today")).isEqualTo(Timestamps.NONE);
    }

    private static long parse(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        return new Timestamps().parse(bytes, 0, bytes.length);
    }
}
