package dev.plumbline.collector.source;

import static org.assertj.core.api.Assertions.assertThat;

import dev.plumbline.collector.testkit.JsonLogFile;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Files that are renamed, compressed and removed while they are read. */
class RotationTest {
    private static final long START = 1_768_471_200_000_000_000L;

    private static final int PART = 16 << 10;

    @TempDir
    private Path folder;

    private Path path;
    private JsonLogFile log;
    private final List<String> lines = new ArrayList<>();
    private final List<String> gaps = new ArrayList<>();
    private long newest = Timestamps.NONE;

    @BeforeEach
    void open() throws IOException {
        path = folder.resolve("x-json.log");
        log = new JsonLogFile(path);
    }

    @Test
    void the_oldest_file_is_looked_for_again_where_a_newer_one_has_come_by_its_inode_and_its_name() throws IOException {
        write(0, 10);
        log.rotate(true);
        write(10, 20);
        RotatedLog rotated = new RotatedLog(path);
        // The file of lines 10 to 20 has the inode that the one of lines 0 to 10 had before it was compressed.
        List<RotatedLog.Listed> before = List.of(new RotatedLog.Listed(name(".1"), LogSegment.identity(path)));
        Files.move(name(".1.gz"), name(".2.gz"));
        Files.move(path, name(".1"));
        List<FileChain.Selection> answers = new ArrayList<>(List.of(() -> before));

        try (FilePump pump = pump(
                rotated,
                () -> answers.isEmpty()
                        ? rotated.files()
                        : answers.removeFirst().files())) {
            pump.readToEnd();
        }

        assertThat(lines).isEqualTo(expected(0, 20));
        assertThat(gaps).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"abc", "aaa"})
    void a_line_whose_parts_fill_more_than_one_file_is_read_whole(String letters) throws IOException {
        RotatedLog rotated = new RotatedLog(path);
        StringBuilder whole = new StringBuilder();
        try (FilePump pump = pump(rotated, rotated::files)) {
            for (String letter : letters.split("")) {
                for (int i = 0; i < 4; i++) {
                    log.part(START, letter.repeat(PART));
                    whole.append(letter.repeat(PART));
                }
                pump.readToEnd();
                log.rotate(true);
            }
            log.out(START, "end");
            pump.readToEnd();
        }

        assertThat(lines).containsExactly(whole.append("end").toString());
    }

    @Test
    void a_compressed_file_that_breaks_off_is_a_gap_and_what_follows_is_read() throws IOException {
        write(0, 1_000);
        log.rotate(true);
        write(1_000, 1_010);
        byte[] packed = Files.readAllBytes(name(".1.gz"));
        Files.write(name(".1.gz"), Arrays.copyOf(packed, packed.length / 2));

        readAll();

        assertThat(lines)
                .endsWith(expected(1_000, 1_010).toArray(String[]::new))
                .doesNotHaveDuplicates();
        assertThat(gaps).singleElement().asString().contains("breaks off");
    }

    @Test
    void an_empty_compressed_file_is_a_gap_and_what_follows_is_read() throws IOException {
        write(0, 10);
        Files.write(name(".1.gz"), new byte[0]);

        readAll();

        assertThat(lines).isEqualTo(expected(0, 10));
        assertThat(gaps).singleElement().asString().contains("breaks off");
    }

    @Test
    void files_that_are_removed_before_they_are_read_are_a_gap() throws IOException {
        RotatedLog rotated = new RotatedLog(path);
        try (FilePump pump = pump(rotated, rotated::files)) {
            write(0, 10);
            pump.readToEnd();
            log.rotate(false);
            write(10, 20);
            log.rotate(false);
            write(20, 30);
            log.rotate(false);
            write(30, 40);
            Files.delete(name(".3"));
            Files.delete(name(".2"));
            pump.readToEnd();
        }

        assertThat(lines).isEqualTo(concat(expected(0, 10), expected(20, 40)));
        assertThat(gaps).singleElement().asString().contains("rotated faster");
    }

    @Test
    void nothing_is_read_again_when_somebody_removes_the_file_that_is_read() throws IOException {
        write(0, 10);
        log.rotate(true);
        RotatedLog rotated = new RotatedLog(path);
        try (FilePump pump = pump(rotated, rotated::files)) {
            write(10, 20);
            pump.readToEnd();
            log.rotate(false);
            Files.delete(name(".1"));
            write(20, 30);
            pump.readToEnd();
        }

        assertThat(lines).isEqualTo(expected(0, 30));
        assertThat(gaps).hasSize(1);
    }

    @Test
    void a_file_that_became_shorter_is_a_gap() throws IOException {
        RotatedLog rotated = new RotatedLog(path);
        try (FilePump pump = pump(rotated, rotated::files)) {
            write(0, 10);
            pump.readToEnd();
            log.truncate();
            pump.readToEnd();
            write(10, 20);
            pump.readToEnd();
        }

        assertThat(lines).isEqualTo(expected(0, 20));
        assertThat(gaps).singleElement().asString().contains("shorter");
    }

    /** As the engine does it, but without writing much in between: names, and inodes, change all the time. */
    @Test
    void no_line_is_lost_or_repeated_however_reading_and_rotating_meet() throws Exception {
        int files = 150;
        try (ExecutorService engine = Executors.newSingleThreadExecutor()) {
            Future<?> written = engine.submit(() -> {
                for (int file = 0; file < files; file++) {
                    write(file * 3, file * 3 + 3);
                    rotateAsTheEngineDoes(file);
                }
                return null;
            });
            RotatedLog rotated = new RotatedLog(path);
            try (FilePump pump = pump(rotated, rotated::files)) {
                boolean over = false;
                while (!over) {
                    over = written.isDone();
                    while (pump.readToEnd() || !rest(pump, over)) {
                        Thread.onSpinWait();
                    }
                }
            }
            written.get();
        }

        assertThat(lines).isEqualTo(expected(0, files * 3));
        assertThat(gaps).isEmpty();
    }

    /** At the very end the reader may have met a name that stood for nothing: it looks until it has the last file. */
    private boolean rest(FilePump pump, boolean over) throws IOException {
        return !over || !pump.readToEnd();
    }

    private void rotateAsTheEngineDoes(int file) throws IOException {
        for (int i = file; i >= 1; i--) {
            if (Files.exists(name("." + i + ".gz"))) {
                Files.move(name("." + i + ".gz"), name("." + (i + 1) + ".gz"), StandardCopyOption.REPLACE_EXISTING);
            }
        }
        Files.move(path, name(".1"));
        Files.createFile(path);
        try (GZIPOutputStream out = new GZIPOutputStream(Files.newOutputStream(name(".1.gz")))) {
            Files.copy(name(".1"), out);
        }
        Files.delete(name(".1"));
    }

    private void readAll() throws IOException {
        RotatedLog rotated = new RotatedLog(path);
        try (FilePump pump = pump(rotated, rotated::files)) {
            pump.readToEnd();
        }
    }

    private FilePump pump(RotatedLog rotated, FileChain.Selection begin) throws IOException {
        LineAssembler assembler = new LineAssembler(new Lines() {
            @Override
            public void line(int source, long timestamp, int run, long distinct, byte[] bytes, int at, int length) {
                newest = timestamp;
                lines.add(new String(bytes, at, length, StandardCharsets.UTF_8));
            }

            @Override
            public void unreadable(int source, int length) {
                lines.add("unreadable");
            }
        });
        FilePump.ReadListener listener = new NothingLost() {
            @Override
            public void mayHaveLost(String how) {
                gaps.add(how);
            }
        };
        return new FilePump(
                rotated,
                begin,
                0,
                new JsonLogDecoder(false),
                assembler,
                () -> newest,
                listener,
                new ReadBudget(1 << 20));
    }

    private void write(int from, int to) throws IOException {
        for (int i = from; i < to; i++) {
            log.out(START + i, "line " + i);
        }
    }

    private Path name(String end) {
        return path.resolveSibling(path.getFileName() + end);
    }

    private static List<String> expected(int from, int to) {
        return IntStream.range(from, to).mapToObj(i -> "line " + i).toList();
    }

    private static List<String> concat(List<String> a, List<String> b) {
        List<String> both = new ArrayList<>(a);
        both.addAll(b);
        return both;
    }
}
