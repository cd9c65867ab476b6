package dev.plumbline.collector.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class GlobTest {
    @TempDir
    Path folder;

    @BeforeEach
    void makeFiles() throws IOException {
        for (String name :
                List.of("a.log", "b.log", "b.log.1", "notes.txt", ".hidden.log", "in/c.log", "in/deep/er/d.log")) {
            Path file = folder.resolve(name);
            Files.createDirectories(file.resolveSibling(""));
            Files.writeString(file, name);
        }
    }

    private List<String> find(String pattern) {
        return Glob.of(folder + "/" + pattern).find().stream()
                .map(file -> folder.relativize(file).toString())
                .toList();
    }

    @Test
    void files_are_found_by_name_and_at_any_depth() {
        assertThat(find("*.log")).containsExactly(".hidden.log", "a.log", "b.log");
        assertThat(find("{a,b}.log*")).containsExactly("a.log", "b.log", "b.log.1");
        assertThat(find("[!a].log")).containsExactly("b.log");
        assertThat(find("**/*.log")).containsExactly(".hidden.log", "a.log", "b.log", "in/c.log", "in/deep/er/d.log");
        assertThat(find("in/**")).containsExactly("in", "in/c.log", "in/deep", "in/deep/er", "in/deep/er/d.log");
        assertThat(find("{in/c,b}.log")).containsExactly("b.log", "in/c.log");
        assertThat(find("a.log")).containsExactly("a.log");
        assertThat(find("a.log/**")).isEmpty();
        assertThat(find("none/*.log")).isEmpty();
    }

    /** Each as doublestar 4.10.0 has it, which Alloy finds files with. */
    @ParameterizedTest
    @CsvSource(
            delimiter = ' ',
            value = {
                "/var/*.log /var/a.log true",
                "/var/*.log /var/in/a.log false",
                "/**/a.log /a.log true",
                "/**/a.log /x/y/a.log true",
                "/var/** /var/a.log true",
                "/b/** /b false",
                "/var/?.log /var/a.log true",
                "/var/[a-c].log /var/b.log true",
                "/var/[^a].log /var/a.log false",
                "/var/x[-]1* /var/x-1.gz true",
                "/var/\\* /var/a.log false",
                "/{var,log/b}/a.log /log/b/a.log true",
                "/var/{a,b}{.log,} /var/b true",
                "/.* /.hid true",
            })
    void a_path_is_matched(String pattern, String path, boolean matches) {
        assertThat(Glob.of(pattern).matches(Path.of(path))).isEqualTo(matches);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/var/[a", "/var/{a", "/var/}", "/var/[]a].log", "/var/*\\", "/[z-a]"})
    void what_is_no_pattern_is_refused(String pattern) {
        assertThatThrownBy(() -> Glob.of(pattern)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void each_file_is_a_target_with_the_labels_of_its_pattern() throws IOException {
        Instant now = Instant.parse("2026-01-15T10:00:00Z");
        Clock clock = Clock.fixed(now, ZoneOffset.UTC);
        Files.setLastModifiedTime(folder.resolve("a.log"), FileTime.from(now.minusSeconds(7200)));
        Files.setLastModifiedTime(folder.resolve("b.log"), FileTime.from(now.minusSeconds(60)));
        List<Map<String, String>> patterns = List.of(
                Map.of("__path__", folder + "/**/*.log", "__path_exclude__", folder + "/{in/**,.*}", "job", "j"),
                Map.of("__path__", folder + "/[", "job", "broken"),
                Map.of("job", "none"));
        assertThat(FileTargets.find(patterns, Duration.ZERO, clock))
                .extracting(target -> target.get("__path__") + " " + target.get("job"))
                .containsExactly(folder.resolve("a.log") + " j", folder.resolve("b.log") + " j");
        assertThat(FileTargets.find(patterns, Duration.ofHours(1), clock))
                .extracting(target -> target.get("__path__"))
                .containsExactly(folder.resolve("b.log").toString());
    }
}
