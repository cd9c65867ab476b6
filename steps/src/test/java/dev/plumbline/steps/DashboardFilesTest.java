package dev.plumbline.steps;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class DashboardFilesTest {
    @TempDir
    Path folder;

    private void file(String name, String json) throws IOException {
        Files.writeString(folder.resolve(name), json);
    }

    @Test
    void files_with_uids_and_titles_of_their_own_are_in_nobodys_way() throws IOException {
        file("a.json", "{\"uid\": \"a\", \"title\": \"A\"}");
        file("b.json", "{\"uid\": \"b\", \"title\": \"B\"}");
        file("c.json", "not JSON");
        assertThat(DashboardFiles.conflicts(folder)).isEmpty();
    }

    @Test
    void the_same_uid_and_the_same_title_are_told_with_their_files() throws IOException {
        file("a.json", "{\"uid\": \"x\", \"title\": \"A\"}");
        file("b.json", "{\"uid\": \"x\", \"title\": \"B\"}");
        file("c.json", "{\"uid\": \"c\", \"title\": \"B\"}");
        assertThat(DashboardFiles.conflicts(folder))
                .containsExactly(
                        "dashboard files b.json and c.json have the same title 'B':"
                                + " Grafana freezes all of them half a minute after their import",
                        "dashboard files a.json and b.json have the same uid 'x':"
                                + " Grafana freezes all of them half a minute after their import");
    }
}
