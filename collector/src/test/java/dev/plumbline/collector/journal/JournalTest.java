package dev.plumbline.collector.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class JournalTest {
    @TempDir
    private Path folder;

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static List<String> read(Path file, List<String> warnings) throws IOException {
        List<String> records = new ArrayList<>();
        Journal.open(file, r -> records.add(StandardCharsets.UTF_8.decode(r).toString()), warnings::add)
                .close();
        return records;
    }

    @Test
    void a_journal_torn_at_any_byte_keeps_every_whole_record_and_goes_on() throws IOException {
        Path file = folder.resolve("j");
        try (Journal journal = Journal.open(file, r -> {}, w -> {})) {
            journal.append(List.of(bytes("one"), bytes("")));
            journal.append(List.of(bytes("three")));
        }
        byte[] whole = Files.readAllBytes(file);
        for (int cut = 0; cut <= whole.length; cut++) {
            Files.write(file, Arrays.copyOf(whole, cut));
            List<String> warnings = new ArrayList<>();
            List<String> expected = cut < 19
                    ? List.of()
                    : cut < 27 ? List.of("one") : cut < 40 ? List.of("one", "") : List.of("one", "", "three");
            assertThat(read(file, warnings)).as("cut at %d", cut).isEqualTo(expected);
            boolean clean = cut == 0 || cut == 8 || cut == 19 || cut == 27 || cut == 40;
            assertThat(warnings).as("cut at %d", cut).hasSize(clean ? 0 : 1);
            try (Journal journal = Journal.open(file, r -> {}, w -> {})) {
                journal.append(List.of(bytes("more")));
            }
            List<String> more = new ArrayList<>(expected);
            more.add("more");
            assertThat(read(file, warnings)).isEqualTo(more);
        }
    }

    @Test
    void a_damaged_record_ends_what_is_read() throws IOException {
        Path file = folder.resolve("j");
        try (Journal journal = Journal.open(file, r -> {}, w -> {})) {
            journal.append(List.of(bytes("one"), bytes("two")));
        }
        byte[] whole = Files.readAllBytes(file);
        whole[whole.length - 1] ^= 1;
        Files.write(file, whole);
        List<String> warnings = new ArrayList<>();
        assertThat(read(file, warnings)).containsExactly("one");
        assertThat(warnings).containsExactly("journal j: dropped 11 bytes of a torn or damaged tail at offset 19");
    }

    @Test
    void a_record_that_is_damaged_in_the_middle_costs_no_other() throws IOException {
        Path file = folder.resolve("j");
        try (Journal journal = Journal.open(file, r -> {}, w -> {})) {
            journal.append(List.of(bytes("one"), bytes("two"), bytes("three"), bytes("four")));
        }
        byte[] whole = Files.readAllBytes(file);
        for (int at = 19; at < 30; at++) {
            byte[] damaged = whole.clone();
            damaged[at] ^= 0x40;
            Files.write(file, damaged);
            List<String> warnings = new ArrayList<>();
            assertThat(read(file, warnings)).as("at %d", at).containsExactly("one", "three", "four");
            assertThat(warnings).containsExactly("journal j: left out 11 damaged bytes at offset 19");
        }
    }

    @Test
    void a_rewrite_that_was_killed_at_any_step_leaves_a_whole_journal() throws IOException {
        Path file = folder.resolve("t");
        try (Table table = Table.open(file, 100, w -> {})) {
            for (int i = 0; i < 10; i++) {
                table.put(Map.of("key " + i % 3, bytes("value " + i)));
            }
        }
        byte[] before = Files.readAllBytes(file);
        try (Table table = Table.open(file, 100, w -> {})) {
            table.compact();
        }
        byte[] after = Files.readAllBytes(file);
        assertThat(after.length).isLessThan(before.length);
        for (int written = 0; written <= after.length; written++) {
            Files.write(file, before);
            Files.write(folder.resolve("t.new"), Arrays.copyOf(after, written));
            assertThat(values(file))
                    .as("killed after %d bytes", written)
                    .isEqualTo(Map.of("key 0", "value 9", "key 1", "value 7", "key 2", "value 8"));
            assertThat(folder.resolve("t.new")).doesNotExist();
        }
        Files.write(file, after);
        assertThat(values(file)).isEqualTo(Map.of("key 0", "value 9", "key 1", "value 7", "key 2", "value 8"));
    }

    private static Map<String, String> values(Path file) throws IOException {
        Map<String, String> found = new LinkedHashMap<>();
        try (Table table = Table.open(file, 100, w -> {
            throw new AssertionError(w);
        })) {
            table.all().forEach((k, v) -> found.put(k, new String(v, StandardCharsets.UTF_8)));
        }
        return found;
    }

    @Test
    void a_rewrite_that_fails_costs_nothing() throws IOException {
        Path file = folder.resolve("t");
        // The new file cannot be made: there is a folder of its name that is not empty.
        try (Table table = Table.open(file, 100, w -> {})) {
            Files.createDirectories(folder.resolve("t.new").resolve("in the way"));
            for (int i = 0; i < 60_000; i++) {
                table.put(Map.of("key " + i % 50, bytes("value " + i)));
            }
        }
        Files.delete(folder.resolve("t.new").resolve("in the way"));
        try (Table table = Table.open(file, 100, w -> {})) {
            assertThat(table.all()).hasSize(50);
            assertThat(table.get("key 49").orElseThrow()).isEqualTo(bytes("value 59999"));
        }
    }

    @Test
    void a_table_keeps_the_last_value_of_each_key_over_restarts_and_rewrites() throws IOException {
        Path file = folder.resolve("t");
        Map<String, String> expected = new LinkedHashMap<>();
        try (Table table = Table.open(file, 100, w -> {})) {
            for (int i = 0; i < 60_000; i++) {
                table.put(Map.of("key " + i % 50, bytes("value " + i)));
            }
            table.put(Map.of("key 7", new byte[0]));
        }
        assertThat(Files.size(file)).isLessThan(2 << 20);
        for (int i = 59_950; i < 60_000; i++) {
            expected.put("key " + i % 50, "value " + i);
        }
        expected.remove("key 7");
        try (Table table = Table.open(file, 100, w -> {})) {
            Map<String, String> found = new LinkedHashMap<>();
            table.all().forEach((k, v) -> found.put(k, new String(v, StandardCharsets.UTF_8)));
            assertThat(found).isEqualTo(expected);
        }
    }

    @Test
    void a_second_collector_on_one_folder_is_refused() throws IOException {
        try (StorageLock lock = StorageLock.take(folder, Duration.ZERO)) {
            assertThatThrownBy(() -> StorageLock.take(folder, Duration.ofMillis(50)))
                    .isInstanceOf(StorageInUseException.class)
                    .hasMessage("storage folder " + folder + " is in use by another collector that runs;"
                            + " stop it, or give this one a --storage.path of its own");
        }
        StorageLock.take(folder, Duration.ZERO).close();
    }
}
