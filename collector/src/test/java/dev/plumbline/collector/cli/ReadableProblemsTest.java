package dev.plumbline.collector.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What {@code validate} says of mistakes that people make: where it is, and what to write in its place. */
class ReadableProblemsTest {
    private static final String WRITE = "loki.write \"w\" {\n  endpoint { url = \"http://l/p\" }\n}\n";

    private static List<String> problems(String config) {
        return Validation.of("c.alloy", config.getBytes(StandardCharsets.UTF_8)).problems().inOrder().stream()
                .map(problem ->
                        problem.position().line() + ":" + problem.position().column() + ": " + problem.message())
                .toList();
    }

    @Test
    void a_comment_as_in_other_languages_names_ours_and_is_told_once() {
        assertThat(problems("# mine\n" + WRITE))
                .containsExactly("1:1: illegal character U+0023 '#'; a comment begins with //");
    }

    @Test
    void a_colon_in_place_of_the_sign_of_equality_is_told() {
        assertThat(problems("loki.process \"p\" {\n  forward_to: []\n}\n"))
                .first()
                .isEqualTo("2:13: illegal character U+003A ':'; a value follows =, as in name = \"value\"");
    }

    @Test
    void attributes_on_one_line_are_told_to_have_a_line_each() {
        assertThat(problems("loki.write \"w\" {\n  endpoint { url = \"http://l/p\", name = \"n\" }\n}\n"))
                .first()
                .isEqualTo("2:32: expected TERMINATOR, got ,; an attribute or a block ends with its line");
    }

    @Test
    void a_block_that_is_not_closed_is_named_by_its_first_line() {
        assertThat(problems(WRITE + "loki.process \"p\" {\n  forward_to = []\n"))
                .containsExactly("6:1: expected }, got EOF; the block that begins on line 4 is not closed");
    }

    @Test
    void a_backslash_in_a_string_is_told_how_to_write() {
        assertThat(problems(
                        "loki.process \"p\" {\n  forward_to = []\n  stage.regex { expression = \"(?P<d>\\d)\" }\n}\n"))
                .containsExactly(
                        "3:38: unknown escape sequence; write a backslash twice, or the string between backquotes");
    }

    @Test
    void a_component_that_is_not_there_names_those_that_are() {
        assertThat(problems("loki.process \"p\" {\n  forward_to = [loki.write.default.receiver]\n}\n" + WRITE))
                .containsExactly("2:17: component \"loki.write.default.receiver\" does not exist or is out of scope;"
                        + " there is loki.write.w");
    }

    @Test
    void a_stage_without_its_prefix_is_known() {
        assertThat(problems("loki.process \"p\" {\n  forward_to = []\n  json { expressions = {a = \"\"} }\n}\n"))
                .containsExactly("3:3: unrecognized block name \"json\"; did you mean \"stage.json\"?");
    }

    @Test
    void one_receiver_in_place_of_a_list_is_told_to_be_put_in_brackets() {
        assertThat(problems("loki.process \"p\" {\n  forward_to = loki.write.w.receiver\n}\n" + WRITE))
                .containsExactly("2:16: expected array, got capsule; one value is a list, too, in brackets: [ ... ]");
    }

    @Test
    void a_variable_in_a_url_is_told_to_be_an_expression() {
        assertThat(problems("loki.write \"w\" {\n  endpoint { url = \"${LOKI}/push\" }\n}\n"))
                .first()
                .asString()
                .startsWith("2:20: failed to parse URL \"${LOKI}/push\"")
                .endsWith("a variable is put in by an expression, as in \"http://\" + sys.env(\"LOKI\")");
    }

    @Test
    void nothing_in_place_of_what_is_required_is_refused() {
        for (String nothing : List.of("null", "(null)", "coalesce(null, null)", "encoding.from_json(\"null\")")) {
            assertThat(problems("loki.process \"p\" {\n  forward_to = " + nothing + "\n}\n"))
                    .containsExactly("2:16: attribute \"forward_to\" is required and cannot be null");
        }
        assertThat(problems("""
                loki.process "p" {
                  forward_to = []
                  stage.json {
                    expressions = {a = null}
                    source = null
                  }
                }
                """)).isEmpty();
    }

    @Test
    void a_misspelt_function_of_a_template_has_a_nearest_name() {
        assertThat(problems("""
                loki.process "p" {
                  forward_to = []
                  stage.template {
                    source = "a"
                    template = "{{ .Value | Touper }}"
                  }
                }
                """))
                .containsExactly("5:16: template: pipeline_template:1: function \"Touper\" not defined; did you mean"
                        + " \"ToUpper\"?");
    }
}
