package dev.plumbline.harness.stack;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

final class ProcessMarkTest {
    @Test
    void a_process_is_found_by_its_mark_until_it_ends() throws Exception {
        Process process = new ProcessBuilder("sleep", "600").start();
        ProcessMark mark = ProcessMark.of(process.toHandle());
        assertThat(ProcessMark.parse(mark.toString())).contains(mark);
        assertThat(mark.living().map(ProcessHandle::pid)).contains(process.pid());
        assertThat(mark.hasEnded()).isFalse();
        process.destroyForcibly();
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        assertThat(mark.living()).isEmpty();
        assertThat(mark.hasEnded()).isTrue();
    }

    @Test
    void a_reused_number_is_another_process() {
        ProcessMark self = ProcessMark.self();
        assertThat(new ProcessMark(self.pid(), self.start() + 1, self.place()).hasEnded())
                .isTrue();
    }

    @Test
    void nothing_is_known_of_processes_elsewhere() {
        ProcessMark elsewhere = new ProcessMark(1, 1, "4026531999-another-host");
        assertThat(elsewhere.living()).isEmpty();
        assertThat(elsewhere.hasEnded()).isFalse();
        assertThat(ProcessMark.parse("4711-1796004794646")).isEmpty();
        assertThat(ProcessMark.parse("no mark")).isEmpty();
        assertThat(ProcessMark.parse("99999999999999999999-1-here")).isEmpty();
    }
}
