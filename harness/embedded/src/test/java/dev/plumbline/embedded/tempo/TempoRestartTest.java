package dev.plumbline.embedded.tempo;

import static org.assertj.core.api.Assertions.assertThat;

import dev.plumbline.embedded.launch.StandInProgram;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TempoRestartTest {
    private static final String TRACE = "0af7651916cd43dd8448eb211c80319c";
    private static final String PUSH = """
            {"resourceSpans":[{"resource":{"attributes":[]},"scopeSpans":[{"spans":[{"traceId":"%s",
            "spanId":"b7ad6b7169203331","name":"one","startTimeUnixNano":"1768471200000000000",
            "endTimeUnixNano":"1768471201000000000"}]}]}]}
            """.formatted(TRACE);

    @Test
    void traces_outlive_a_restart_of_the_same_program_and_no_other(@TempDir Path folder)
            throws IOException, InterruptedException {
        StandInProgram program = Tempo.program();
        Clock clock = Clock.systemUTC();
        try (RunningTempo first = RunningTempo.start(program, folder, clock, Map.of(), "")) {
            assertThat(first.push(PUSH).status()).isEqualTo(200);
        }
        try (RunningTempo second = RunningTempo.start(program, folder, clock, Map.of(), "")) {
            assertThat(second.get("/api/traces/" + TRACE).status()).isEqualTo(200);
        }
        try (RunningTempo other = RunningTempo.start(folder, clock, Map.of(), "")) {
            assertThat(other.get("/api/traces/" + TRACE).status()).isEqualTo(404);
        }
    }
}
