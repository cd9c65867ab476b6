package dev.plumbline.collector.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReadPathsTest {
    @TempDir
    Path folder;

    private static ContainerInfo container(String driver, Path log) {
        return new ContainerInfo(false, true, "2026-01-15T10:00:00Z", "", driver, log.toString(), 0, false);
    }

    @Test
    void a_readable_file_is_read_unless_the_api_is_forced() throws IOException {
        Path log = Files.createFile(folder.resolve("c-json.log"));
        ContainerInfo info = container("json-file", log);
        assertThat(new ReadPaths("auto").choose(info)).contains(log);
        assertThat(new ReadPaths("file").choose(info)).contains(log);
        assertThat(new ReadPaths("api").choose(info)).isEmpty();
    }

    @Test
    void without_a_readable_file_only_a_forced_file_is_an_error() throws IOException {
        Path log = folder.resolve("missing.log");
        assertThat(new ReadPaths("auto").choose(container("json-file", log))).isEmpty();
        assertThatThrownBy(() -> new ReadPaths("file").choose(container("json-file", log)))
                .isInstanceOf(IOException.class)
                .hasMessage("its log file '" + log
                        + "' cannot be read here, and --plumbline.read-path=file allows nothing else");
        assertThatThrownBy(() -> new ReadPaths("file").choose(container("journald", log)))
                .hasMessage("its log driver is journald, expected json-file for --plumbline.read-path=file");
    }
}
