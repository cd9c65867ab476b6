package dev.plumbline.collector.write;

import static org.assertj.core.api.Assertions.assertThat;

import dev.plumbline.collector.entry.Balance;
import dev.plumbline.collector.entry.Entry;
import dev.plumbline.collector.entry.Labels;
import dev.plumbline.collector.entry.Outcomes;
import dev.plumbline.collector.entry.Spares;
import dev.plumbline.collector.journal.Disk;
import dev.plumbline.collector.testkit.Blocks;
import dev.plumbline.collector.testkit.PushDecoder.Pushed;
import dev.plumbline.collector.testkit.ScriptedLoki;
import dev.plumbline.collector.testkit.ScriptedLoki.Answer;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** How one batch is delivered, step by step; nobody waits, it is only noted for how long he would have. */
class SenderTest {
    private static final Stream STREAM = Stream.of(Labels.of(Map.of("job", "j")), Map.of(), "");
    private static final long T = 1_768_471_200_000_000_000L;
    private static final Duration LONGEST_BACKOFF = Duration.ofSeconds(2);

    @TempDir
    private Path folder;

    private final List<Duration> pauses = new ArrayList<>();
    private final Outcomes outcomes = new Outcomes();
    private ScriptedLoki loki;
    private long nanos;
    private int sent;
    private int found;
    private final List<String> refused = new ArrayList<>();

    @BeforeEach
    void open() throws IOException {
        loki = new ScriptedLoki();
    }

    @AfterEach
    void close() throws IOException {
        loki.close();
    }

    private final class Counting implements Progress {
        @Override
        public void request(Duration took, int bytes, String status) {}

        @Override
        public void retry() {}

        @Override
        public void sent(Batch batch) {
            sent += batch.entries();
        }

        @Override
        public void found(Item item) {
            found++;
        }

        @Override
        public void refused(Item item, String reason) {
            refused.add(reason);
        }

        @Override
        public void dropped(Item item, String reason) {
            refused.add(reason);
        }

        @Override
        public void stuck(String why) {}
    }

    private record Line(long timestamp, String text) {}

    private static List<Line> numbered(int count) {
        List<Line> lines = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            lines.add(new Line(T + i, "line " + i));
        }
        return lines;
    }

    private void deliver(List<Line> lines) throws Exception {
        Endpoint endpoint = Endpoints.of(Blocks.block("loki.write")
                        .with(Blocks.block("endpoint")
                                .set("url", loki.pushUrl().toString())
                                .set("remote_timeout", "60s")
                                .set("min_backoff_period", "1s")
                                .set("max_backoff_period", "2s"))
                        .make())
                .getFirst();
        Batch batch = new Batch();
        StreamBuffer buffer = new StreamBuffer(STREAM);
        batch.add(buffer);
        for (Line line : lines) {
            byte[] bytes = line.text().getBytes(StandardCharsets.UTF_8);
            batch.add(
                    buffer,
                    new Entry(
                            Labels.of(Map.of("job", "j")),
                            line.timestamp(),
                            bytes,
                            0,
                            bytes.length,
                            Map.of(),
                            Kept.of(outcomes, 1)));
        }
        try (Connection connection = Connection.to(endpoint);
                HighWater marks = HighWater.open(Disk.real(), folder.resolve("sent.journal"), warning -> {})) {
            Pending[] pending = {Pending.nothing()};
            Sender.Pause pause = time -> {
                pauses.add(time);
                nanos += time.toNanos();
                assertThat(sent + found + refused.size() + pending[0].entries())
                        .as("settled and open")
                        .isEqualTo(lines.size());
            };
            Sender sender = new Sender(
                    () -> connection, marks, pause, new Counting(), new Balance(), new Spares(0), () -> nanos);
            pending[0] = sender.pending(batch);
            sender.deliver(pending[0]);
        }
        assertThat(sent + found + refused.size()).isEqualTo(lines.size());
    }

    private static Answer status(int status, String... headers) {
        return call -> call.status(status, "", headers);
    }

    private static List<String> texts(List<Line> lines) {
        return lines.stream().map(Line::text).toList();
    }

    @Test
    void a_wait_that_is_asked_for_in_seconds_is_kept() throws Exception {
        loki.pushes(status(429, "Retry-After: 7"), status(503, "Retry-After: 30"));
        deliver(numbered(10));
        assertThat(pauses).containsExactly(Duration.ofSeconds(7), Duration.ofSeconds(30));
        assertThat(loki.lines()).isEqualTo(texts(numbered(10)));
    }

    @Test
    void a_wait_that_is_asked_for_as_a_date_is_kept() throws Exception {
        String date = DateTimeFormatter.RFC_1123_DATE_TIME.format(
                ZonedDateTime.now(ZoneOffset.UTC).plusMinutes(9));
        loki.pushes(status(429, "Retry-After: " + date));
        deliver(numbered(10));
        assertThat(pauses)
                .singleElement()
                .satisfies(pause -> assertThat(pause).isBetween(Duration.ofMinutes(1), Duration.ofMinutes(9)));
    }

    @Test
    void a_wait_is_as_usual_where_none_is_asked_for_or_no_sensible_one() throws Exception {
        loki.pushes(status(429), status(429, "Retry-After: soon"), status(429, "Retry-After: 0"));
        deliver(numbered(10));
        assertThat(pauses)
                .hasSize(3)
                .allSatisfy(pause -> assertThat(pause).isBetween(Duration.ofMillis(500), LONGEST_BACKOFF));
    }

    @Test
    void nobody_waits_for_longer_than_ten_minutes() throws Exception {
        loki.pushes(status(429, "Retry-After: 86400"));
        deliver(numbered(10));
        assertThat(pauses).containsExactly(Duration.ofMinutes(10));
    }

    @Test
    void what_nobody_tells_for_five_minutes_is_sent_again() throws Exception {
        loki.pushes(call -> call.store().status(500, "")).usuallyTells(status(503));
        List<byte[]> bodies = new ArrayList<>();
        loki.usually(call -> {
            bodies.add(call.body());
            call.status(204, "");
        });
        deliver(numbered(10));
        assertThat(nanos)
                .isBetween(
                        Duration.ofMinutes(5).toNanos(), Duration.ofMinutes(6).toNanos());
        assertThat(bodies).hasSize(1);
        assertThat(loki.seen()).startsWith("push", "query", "query").endsWith("query", "push");
    }

    @Test
    void what_is_not_told_for_less_than_five_minutes_is_found_all_the_same() throws Exception {
        loki.pushes(call -> call.storeFirst(4).status(500, ""));
        loki.usuallyTells(call -> {
            if (nanos < Duration.ofMinutes(4).toNanos()) {
                call.status(503, "");
            } else {
                call.tell();
            }
        });
        deliver(numbered(10));
        assertThat(loki.lines()).isEqualTo(texts(numbered(10)));
        assertThat(found).isEqualTo(4);
    }

    /** Stores, and then says that it failed: what is stored is to be found. */
    private void deliverInDoubt(List<Line> lines) throws Exception {
        loki.pushes(call -> call.store().status(500, ""));
        deliver(lines);
    }

    private static Pushed with(Pushed entry, long timestamp, String text) {
        return new Pushed(entry.labels(), timestamp, text.getBytes(StandardCharsets.UTF_8), entry.metadata());
    }

    private static UnaryOperator<Pushed> cutting(int limit, String identifier) {
        return entry -> entry.line().length <= limit
                ? entry
                : with(entry, entry.timestamp(), entry.text().substring(0, limit - identifier.length()) + identifier);
    }

    @Test
    void lines_that_loki_cut_are_not_sent_again() throws Exception {
        loki.makes(cutting(2048, ""));
        List<Line> lines = List.of(
                new Line(T, "short"),
                new Line(T, "a".repeat(5000)),
                new Line(T, "b".repeat(3000)),
                new Line(T + 1, "end"));
        deliverInDoubt(lines);
        assertThat(loki.stored()).hasSize(4);
        assertThat(found).isEqualTo(4);
    }

    @Test
    void lines_that_loki_cut_and_marked_are_not_sent_again() throws Exception {
        loki.makes(cutting(1024, "... cut"));
        deliverInDoubt(List.of(new Line(T, "a".repeat(1025)), new Line(T, "b".repeat(1024)), new Line(T, "c")));
        assertThat(loki.stored()).hasSize(3);
        assertThat(found).isEqualTo(3);
    }

    @Test
    void lines_that_loki_cut_in_the_middle_of_a_character_are_not_sent_again() throws Exception {
        loki.makes(entry -> {
            byte[] whole = entry.line();
            return new Pushed(
                    entry.labels(), entry.timestamp(), Arrays.copyOf(whole, Math.min(whole.length, 2000)), Map.of());
        });
        deliverInDoubt(List.of(new Line(T, "\u20ac".repeat(1000)), new Line(T, "a" + "\u20ac".repeat(1000))));
        assertThat(loki.stored()).hasSize(2);
    }

    @Test
    void a_line_that_only_begins_like_one_that_is_stored_is_sent() throws Exception {
        // All of one moment, as where timestamps are whole seconds; the shorter are there from before.
        deliver(List.of(new Line(T, "a".repeat(1999)), new Line(T, "GET /x")));
        loki.pushes(status(500));
        deliver2(List.of(new Line(T, "a".repeat(1999) + "b"), new Line(T, "GET /x HTTP/1.1")));
        assertThat(loki.stored()).hasSize(4);
        assertThat(found).isZero();
    }

    private void deliver2(List<Line> lines) throws Exception {
        sent = 0;
        deliver(lines);
    }

    @Test
    void timestamps_that_loki_moved_apart_are_found() throws Exception {
        List<Line> lines = List.of(
                new Line(T, "a"),
                new Line(T, "b"),
                new Line(T, "c"),
                new Line(T + 1, "d"),
                new Line(T + 9, "e"),
                new Line(T + 9, "f"));
        Moving moving = new Moving();
        loki.makes(moving::next);
        deliverInDoubt(lines);
        assertThat(loki.stored()).extracting(Pushed::timestamp).containsExactly(T, T + 1, T + 2, T + 1, T + 9, T + 10);
        assertThat(found).isEqualTo(6);
    }

    /** What Loki's distributor does with {@code increment_duplicate_timestamp}: a push at a time. */
    private static final class Moving {
        private long before = -1;
        private long begin = -1;
        private String text = "";

        Pushed next(Pushed entry) {
            boolean equal = entry.timestamp() == begin || entry.timestamp() == before;
            long timestamp = equal && !entry.text().equals(text) ? before + 1 : entry.timestamp();
            if (timestamp == entry.timestamp()) {
                begin = timestamp;
            }
            before = timestamp;
            text = entry.text();
            return with(entry, timestamp, entry.text());
        }
    }

    @Test
    void a_line_at_another_time_is_not_taken_for_the_one_that_is_missing() throws Exception {
        deliver(List.of(new Line(T + 3, "x")));
        loki.pushes(status(500));
        deliver2(List.of(new Line(T, "y"), new Line(T + 1, "x"), new Line(T + 2, "x")));
        assertThat(loki.stored()).hasSize(4);
    }

    @Test
    void metadata_that_loki_left_out_or_put_in_makes_no_difference() throws Exception {
        loki.makes(
                entry -> new Pushed(entry.labels(), entry.timestamp(), entry.line(), Map.of("__stream_shard__", "3")));
        deliverInDoubt(numbered(10));
        assertThat(loki.stored()).hasSize(10);
        assertThat(found).isEqualTo(10);
    }
}
