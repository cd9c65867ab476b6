package dev.plumbline.collector.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import dev.plumbline.collector.config.Block;
import dev.plumbline.collector.runtime.Component;
import dev.plumbline.collector.source.FileSourceType;
import dev.plumbline.collector.testkit.Blocks;
import dev.plumbline.collector.testkit.FakeContext;
import dev.plumbline.collector.testkit.FakeLoki;
import dev.plumbline.collector.write.LokiWriteType;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class FileSourceTest {
    private static final long PATIENCE = 60_000;

    @TempDir
    private Path folder;

    private Path file;
    private FakeLoki loki;

    @BeforeEach
    void open() throws Exception {
        file = folder.resolve("app.log");
        loki = new FakeLoki();
    }

    @AfterEach
    void close() {
        loki.close();
    }

    private void append(String text) throws Exception {
        Files.writeString(file, text, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    }

    private void run(boolean fromEnd, Consumer<Component> test) {
        FakeContext writing = new FakeContext("loki.write.test", folder);
        Component write = new LokiWriteType()
                .create(
                        Blocks.block("loki.write")
                                .with(Blocks.block("endpoint")
                                        .set("url", loki.pushUrl().toString())
                                        .set("batch_wait", "10ms"))
                                .make(),
                        writing);
        write.start();
        Block arguments = Blocks.block("loki.source.file")
                .set("targets", List.of(Map.of("__path__", file.toString(), "app", "x")))
                .set("tail_from_end", fromEnd)
                .set("forward_to", List.of(writing.exported("receiver")))
                .make();
        Component source = new FileSourceType().create(arguments, new FakeContext("loki.source.file.test", folder));
        source.start();
        try {
            test.accept(source);
        } finally {
            source.close();
            write.close();
        }
    }

    private void await(int count) {
        try {
            assertThat(loki.awaitStored(count, PATIENCE)).isTrue();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private List<String> lines() {
        return loki.lines("{app=\"x\", filename=\"" + file + "\"}");
    }

    @Test
    void lines_arrive_once_over_a_restart_and_a_rotation() throws Exception {
        append("one\r\ntwo\nthr");
        run(false, source -> await(2));
        append("ee\n");
        Files.move(file, folder.resolve("app.log.1"));
        append("four\n\n");
        run(false, source -> await(5));
        assertThat(lines()).containsExactly("one", "two", "three", "four", "");
    }

    @Test
    void what_is_still_written_to_a_file_that_was_renamed_arrives_and_so_does_a_last_line_without_an_end()
            throws Exception {
        append("one\n");
        Path renamed = folder.resolve("app.log.1");
        run(false, source -> {
            await(1);
            try {
                // As logrotate does it: the new file is there before the program is told to open it.
                Files.move(file, renamed);
                append("");
                assertThat(loki.awaitStored(2, 1_000)).isFalse();
                Files.writeString(renamed, "two\nthree", StandardOpenOption.APPEND);
                await(2);
                append("four\n");
                await(4);
                append("five\n");
                await(5);
            } catch (Exception e) {
                throw new IllegalStateException(e);
            }
        });
        append("six\n");
        run(false, source -> await(6));
        assertThat(lines()).containsExactly("one", "two", "three", "four", "five", "six");
    }

    @Test
    void a_file_that_was_written_anew_while_nobody_read_is_read_from_its_beginning() throws Exception {
        append("one\ntwo\n");
        run(false, source -> await(2));
        Files.writeString(file, "a longer first line\nand a second\n");
        run(false, source -> await(4));
        assertThat(lines()).containsExactly("one", "two", "a longer first line", "and a second");
    }

    @Test
    void a_file_that_was_rotated_without_a_line_in_it_holds_nothing_up() throws Exception {
        append("one\n");
        run(false, source -> await(1));
        Files.move(file, folder.resolve("app.log.2"));
        Files.createFile(folder.resolve("app.log.1"));
        append("two\n");
        run(false, source -> await(2));
        assertThat(lines()).containsExactly("one", "two");
    }

    @Test
    void a_file_that_was_never_read_is_read_from_its_end_where_asked() throws Exception {
        append("old\n");
        run(true, source -> {
            try {
                assertThat(loki.awaitStored(1, 500)).isFalse();
                append("new\n");
            } catch (Exception e) {
                throw new IllegalStateException(e);
            }
            await(1);
        });
        assertThat(lines()).containsExactly("new");
    }
}
