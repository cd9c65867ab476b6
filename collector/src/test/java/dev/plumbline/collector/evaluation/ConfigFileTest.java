package dev.plumbline.collector.evaluation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.plumbline.collector.components.Components;
import dev.plumbline.collector.config.Block;
import dev.plumbline.collector.config.Catalog;
import dev.plumbline.collector.config.Problems;
import dev.plumbline.collector.config.Value;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ConfigFileTest {
    private static final Catalog CATALOG = new Catalog(Components.described());

    private static List<String> problems(String text) {
        Problems problems = new Problems();
        ConfigFile.read("a.alloy", text.getBytes(StandardCharsets.UTF_8), CATALOG, problems);
        return problems.inOrder().stream().map(Object::toString).toList();
    }

    @Test
    void every_problem_is_told_at_once_with_the_nearest_name() {
        assertThat(problems("""
                        loki.sorce.docker "x" { }
                        loki.write "w" {
                          endpoint { ulr = "http://a" }
                        }
                        loki.process "p" { forward_to = [loki.write.W.receiver] }
                        """))
                .containsExactly(
                        "a.alloy:1:1: cannot find the definition of component name \"loki.sorce.docker\"; did you mean \"loki.source.docker\"?",
                        "a.alloy:3:3: missing required attribute \"url\"",
                        "a.alloy:3:14: unrecognized attribute name \"ulr\"; did you mean \"url\"?",
                        "a.alloy:5:34: component \"loki.write.W.receiver\" does not exist or is out of scope; did you mean \"loki.write.w\"?");
    }

    @Test
    void the_type_of_an_export_counts_before_anything_runs() {
        assertThat(problems("""
                        discovery.docker "d" { host = "unix:///x" }
                        loki.write "w" { endpoint { url = "http://a" } }
                        loki.source.docker "s" {
                          host       = "unix:///x"
                          targets    = loki.write.w.receiver
                          forward_to = discovery.docker.d.targets
                        }
                        """))
                .containsExactly(
                        "a.alloy:5:16: expected array, got capsule; one value is a list, too, in brackets: [ ... ]",
                        "a.alloy:6:16: expected array, got array");
    }

    @Test
    void a_server_block_is_answered_with_the_flag() {
        assertThat(problems("server { }\n"))
                .containsExactly(
                        "a.alloy:1:1: block \"server\" is not supported: use the flag --server.http.listen-addr");
    }

    @Test
    void a_deprecated_function_is_a_warning_and_the_file_runs() {
        Problems problems = new Problems();
        Optional<ConfigFile> file = ConfigFile.read(
                "a.alloy",
                "loki.write \"w\" {\n endpoint { url = format(\"http://%s\", \"a\") }\n}\n"
                        .getBytes(StandardCharsets.UTF_8),
                CATALOG,
                problems);
        assertThat(problems.inOrder()).singleElement().satisfies(p -> {
            assertThat(p.warning()).isTrue();
            assertThat(p).hasToString("a.alloy:2:19: this stdlib function is deprecated; use string.format");
        });
        assertThat(file).isPresent();
    }

    @Test
    void a_block_is_evaluated_with_the_exports_it_refers_to() {
        Problems problems = new Problems();
        ConfigFile file = ConfigFile.read("a.alloy", """
                        discovery.docker "d" { host = "unix:///x" }
                        discovery.relabel "r" { targets = discovery.docker.d.targets }
                        """.getBytes(StandardCharsets.UTF_8), CATALOG, problems)
                .orElseThrow();
        ConfigFile.Node relabel = file.nodes().get(1);
        assertThat(relabel.references()).containsExactly("discovery.docker.d");
        Value targets = new Value.Array(List.of(new Value.Obj(Map.of("a", new Value.Text("b")))));
        Block block = file.evaluate(relabel, Map.of("discovery.docker.d", Map.of("targets", targets)), problems)
                .orElseThrow();
        assertThat(block.attribute("targets").orElseThrow().value())
                .as("what fits is not copied: there may be many targets")
                .isSameAs(targets);
        assertThat(problems.inOrder()).isEmpty();
    }
}
