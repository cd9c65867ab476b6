package dev.plumbline.collector.syntax;

import static org.assertj.core.api.Assertions.assertThat;

import dev.plumbline.collector.config.Problems;
import org.junit.jupiter.api.Test;

/** Layouts that the recordings do not show; each was checked against Alloy's own formatter. */
class FormatterTest {
    private static String formatted(String text) {
        Problems problems = new Problems();
        SyntaxTree tree = SyntaxTree.parse(Source.of("test.alloy", text), problems);
        assertThat(problems.inOrder()).isEmpty();
        return Formatter.format(tree);
    }

    @Test
    void an_empty_file_is_one_line_end() {
        assertThat(formatted("")).isEqualTo("\n");
    }

    @Test
    void equal_signs_are_aligned_up_to_a_statement_of_several_lines() {
        assertThat(formatted("a=1\nbbb=2\nc={x=1,\nyy=2}\nd=3\n"))
                .isEqualTo("a   = 1\nbbb = 2\nc   = {x = 1,\n\tyy   = 2}\nd = 3\n");
    }

    @Test
    void a_quoted_key_is_quoted_once_more() {
        assertThat(formatted("a={\"x\\ty\"=1}\n")).isEqualTo("a = {\"x\\\\ty\" = 1}\n");
    }

    @Test
    void a_trailing_comma_comes_where_the_bracket_has_its_own_line() {
        assertThat(formatted("a=[\n1,2,\n]\n")).isEqualTo("a = [\n\t1, 2,\n]\n");
    }
}
