package dev.plumbline.collector.relabel;

import static dev.plumbline.collector.pipeline.Blocks.block;
import static org.assertj.core.api.Assertions.assertThat;

import dev.plumbline.collector.config.Problem;
import dev.plumbline.collector.config.Problems;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class RulesTest {
    @Test
    void rules_apply_one_after_the_other() {
        Rules rules = Rules.of(block(
                "discovery.relabel",
                block(
                        "rule",
                        "source_labels",
                        List.of("__meta_docker_container_name"),
                        "regex",
                        "/(.*)",
                        "target_label",
                        "name"),
                block("rule", "regex", "__meta_(.*)", "replacement", "m_$1", "action", "labelmap"),
                block("rule", "regex", "__.*", "action", "labeldrop")));

        assertThat(rules.apply(Map.of("__meta_docker_container_name", "/web", "empty", "")))
                .contains(new java.util.TreeMap<>(Map.of("name", "web", "m_docker_container_name", "/web")));
    }

    @Test
    void a_set_that_a_rule_drops_is_gone() {
        Rules rules =
                Rules.of(block("x", block("rule", "source_labels", List.of("a"), "regex", "b.*", "action", "drop")));

        assertThat(rules.apply(Map.of("a", "bc"))).isEmpty();
        assertThat(rules.apply(Map.of("a", "abc"))).isPresent();
    }

    @Test
    void problems_stand_at_their_values() {
        Problems problems = new Problems();

        Rules.check(
                block(
                        "x",
                        block("rule", "source_labels", List.of("a")),
                        block("rule", "action", "dance"),
                        block("rule", "target_label", "a-b", "regex", "("),
                        block("rule", "target_label", "a-b"),
                        block("rule", "action", "hashmod", "target_label", "h"),
                        block("rule", "action", "labeldrop", "replacement", "x"),
                        block("rule", "action", "lowercase", "target_label", "l", "replacement", "x")),
                problems);

        assertThat(problems.inOrder().stream().map(Problem::toString))
                .containsExactly(
                        "test.alloy:1:1: relabel configuration for replace action requires 'target_label' value",
                        "test.alloy:1:1: relabel configuration for hashmod requires non-zero modulus",
                        "test.alloy:2:1: unrecognized action type \"dance\"; expected one of [replace, keep, drop,"
                                + " hashmod, labelmap, labeldrop, labelkeep, lowercase, uppercase, keepequal, dropequal]",
                        "test.alloy:2:1: \"a-b\" is invalid 'target_label' for replace action",
                        "test.alloy:2:2: error parsing regexp: missing closing ): `^(?s:()$`",
                        "test.alloy:2:2: labeldrop action requires only 'regex', and no other fields",
                        "test.alloy:2:3: 'replacement' can not be set for lowercase action");
    }
}
