package dev.plumbline.harness.stack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.plumbline.harness.failure.InfrastructureFailure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class WorkFolderTest {
    @TempDir
    Path temporary;

    private final List<String> progress = new ArrayList<>();
    private Process owner;
    private Process child;

    @BeforeEach
    void begin() throws IOException {
        owner = new ProcessBuilder("sleep", "600").start();
        child = new ProcessBuilder("sleep", "600").start();
    }

    @AfterEach
    void end() {
        owner.destroyForcibly();
        child.destroyForcibly();
    }

    private void killTheOwner() throws InterruptedException {
        owner.destroyForcibly();
        assertThat(owner.waitFor(60, TimeUnit.SECONDS)).isTrue();
    }

    @Test
    void what_a_killed_run_left_is_removed_with_its_processes() throws Exception {
        Path folder = WorkFolder.make(temporary, ProcessMark.of(owner.toHandle()));
        Files.writeString(
                Files.createDirectories(folder.resolve("loki/volumes")).resolve("chunk"), "data");
        WorkFolder.adopt(folder, child);

        WorkFolder.sweep(temporary, progress::add);
        assertThat(folder).as("its owner lives").exists();
        assertThat(child.isAlive()).isTrue();

        killTheOwner();
        WorkFolder.sweep(temporary, progress::add);
        assertThat(folder).doesNotExist();
        assertThat(child.waitFor(60, TimeUnit.SECONDS)).isTrue();
        assertThat(progress)
                .anyMatch(("removing " + folder + ", left behind by an earlier run")::equals)
                .anyMatch(line -> line.startsWith("ending process " + child.pid()));
    }

    @Test
    void what_has_another_owner_or_none_stays() throws Exception {
        Path kept = WorkFolder.make(temporary, ProcessMark.of(owner.toHandle()));
        WorkFolder.keep(kept);
        Path elsewhere = WorkFolder.make(temporary, new ProcessMark(owner.pid(), 1, "4026531999-another-host"));
        Path other = Files.createDirectory(temporary.resolve("plumbline-notes"));
        killTheOwner();
        WorkFolder.sweep(temporary, progress::add);
        assertThat(List.of(kept, elsewhere, other)).allMatch(Files::exists);
        assertThat(progress).isEmpty();
    }

    @Test
    void an_abandoned_start_ends_with_its_processes_and_starts_no_others() throws Exception {
        Path folder = WorkFolder.make(temporary, ProcessMark.self());
        WorkFolder.demandThatItIsWanted(folder);
        WorkFolder.adopt(folder, child);
        WorkFolder.abandon(folder);
        assertThat(child.waitFor(60, TimeUnit.SECONDS)).isTrue();
        assertThatThrownBy(() -> WorkFolder.demandThatItIsWanted(folder))
                .isInstanceOf(InfrastructureFailure.class)
                .hasMessage("the run was ended before its time");
        WorkFolder.adopt(folder, owner);
        assertThat(owner.waitFor(60, TimeUnit.SECONDS)).isTrue();
    }

    @Test
    void a_process_that_only_has_the_number_of_a_child_lives_on() throws Exception {
        Path folder = WorkFolder.make(temporary, ProcessMark.of(owner.toHandle()));
        ProcessMark mark = ProcessMark.of(child.toHandle());
        ProcessMark earlier = new ProcessMark(mark.pid(), mark.start() - 1, mark.place());
        Files.createFile(Files.createDirectories(folder.resolve(".children")).resolve(earlier.toString()));
        killTheOwner();
        WorkFolder.sweep(temporary, progress::add);
        assertThat(folder).doesNotExist();
        assertThat(child.isAlive()).isTrue();
    }
}
