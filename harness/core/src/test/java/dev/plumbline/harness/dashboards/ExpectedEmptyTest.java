package dev.plumbline.harness.dashboards;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.plumbline.harness.failure.ConfigurationFailure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ExpectedEmptyTest {
    @TempDir
    Path folder;

    private Path file(String text) throws IOException {
        return Files.writeString(folder.resolve("expected-empty.yaml"), text);
    }

    @Test
    void only_the_query_that_is_named_may_be_empty() throws IOException {
        ExpectedEmpty expected = ExpectedEmpty.read(file("""
                panels:
                  - {dashboard: health, panel: Lines dropped, refId: A, reason: nothing drops}
                """));
        assertThat(expected.reason("health", "Lines dropped", "A")).contains("nothing drops");
        assertThat(expected.reason("health", "Lines dropped", "B")).isEmpty();
        assertThat(expected.reason("health", "Lines", "A")).isEmpty();
        assertThat(expected.reason("iot", "Lines dropped", "A")).isEmpty();
    }

    @Test
    void a_reason_is_demanded() throws IOException {
        Path file = file("panels: [{dashboard: health, panel: Lines dropped, refId: A}]");
        assertThatThrownBy(() -> ExpectedEmpty.read(file))
                .isInstanceOf(ConfigurationFailure.class)
                .hasMessageStartingWith(
                        file + ": expected dashboard, panel, refId and a reason for each panel, found {");
    }

    @Test
    void without_a_file_nothing_may_be_empty() {
        assertThat(ExpectedEmpty.read(folder.resolve("none.yaml")).reason("health", "Lines dropped", "A"))
                .isEmpty();
    }
}
