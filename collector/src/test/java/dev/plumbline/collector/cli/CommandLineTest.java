package dev.plumbline.collector.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;

class CommandLineTest {
    private static String refusal(String... flags) {
        AlloyFlags parsed = new AlloyFlags();
        CommandSpec spec = CommandSpec.create().addMixin("flags", CommandSpec.forAnnotatedObject(parsed));
        new CommandLine(spec).parseArgs(GoFlags.normalised(flags));
        return parsed.refusal().orElse("taken");
    }

    @ParameterizedTest
    @CsvSource({
        "--disable-reporting",
        "--disable-reporting=true",
        "--stability.level=experimental",
        "--server.http.enable-pprof=false",
        "--cluster.enabled=false"
    })
    void takes_flags_that_do_no_harm(String flag) {
        assertThat(refusal(flag)).isEqualTo("taken");
    }

    @Test
    void refuses_flags_that_it_cannot_keep_with_the_reason() {
        assertThat(refusal("--cluster.enabled"))
                .isEqualTo("--cluster.* is not supported: this collector reads the engine of one machine, it does not"
                        + " cluster");
        assertThat(refusal("--cluster.join-addresses=a:1")).startsWith("--cluster.* is not supported");
        assertThat(refusal("--config.format=promtail"))
                .isEqualTo("--config.format=promtail is not supported: convert the file once with `collector convert"
                        + " --from=promtail FILE`");
        assertThat(refusal("--stability.level=beta")).startsWith("--stability.level=beta is none");
    }

    @Test
    void reads_listen_addresses_as_alloy_takes_them() {
        assertThat(ListenAddress.parse("127.0.0.1:0")).isPresent();
        assertThat(ListenAddress.parse(":12345")).isPresent();
        assertThat(List.of("12345", "localhost", "host.invalid:1", "127.0.0.1:70000"))
                .allSatisfy(text -> assertThat(ListenAddress.parse(text)).isEmpty());
    }

    @Test
    void a_switch_is_true_without_swallowing_the_next_word() {
        assertThat(GoFlags.normalised(new String[] {"run", "--disable-reporting", "config.alloy"}))
                .containsExactly("run", "--disable-reporting=true", "config.alloy");
    }
}
