package dev.plumbline.collector.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.plumbline.collector.config.Problems;
import dev.plumbline.collector.config.Value;
import dev.plumbline.collector.syntax.Source;
import dev.plumbline.collector.syntax.Statement.Assignment;
import dev.plumbline.collector.syntax.SyntaxTree;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Expressions beyond the recordings; each was checked against Alloy's own evaluator. */
class EvaluatorTest {
    private static Value value(String expression, Scope scope) throws EvaluationException {
        Source source = Source.of("test.alloy", "x = " + expression);
        Problems problems = new Problems();
        SyntaxTree tree = SyntaxTree.parse(source, problems);
        assertThat(problems.inOrder()).isEmpty();
        return new Evaluator(source, scope).evaluate(((Assignment) tree.body().getFirst()).value());
    }

    private static String text(String expression) throws EvaluationException {
        return Conversion.text(value(expression, Scope.empty())).orElseThrow();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '~',
            value = {
                "2 ^ 3 ^ 2 ~ 512",
                "2 ^ -1 ~ 2",
                "-2 ^ 2 ~ 4",
                "7 / 2 * 2.0 ~ 6",
                "string.format(\"%+q\", \"é\") ~ \"\\u00e9\"",
                "encoding.from_yaml(\"a: b\\n---\\nc: d\").a ~ b",
                "010 ~ 8",
                "089 ~ 89",
                "9223372036854775807 + 1 ~ -9223372036854775808",
                "1.5 % 1 ~ 0.5",
                "string.format(\"%v\", 1e6) ~ 1e+06",
                "string.format(\"%08.3f|%-5s|%+d|%x\", 3.14159, \"a\", 5, \"hi\") ~ 0003.142|a    |+5|6869",
                "string.format(\"%d %s\", \"a\", 1) ~ %!d(string=a) %!s(int=1)",
                "string.format(\"%[2]v-%[1]v\", 1, 2) ~ 2-1",
                "string.format(\"%v\", {b = 1, a = [null, true]}) ~ map[a:[<nil> true] b:1]",
                "string.to_upper(\"straße\") ~ STRAßE",
                "encoding.to_json({b = 1.0, a = \"<\"}) ~ {\"a\":\"\\u003c\",\"b\":1}",
                "encoding.from_yaml(\"a: 0777\").a ~ 511",
                "{a = 1}[\"b\"] ~''",
                "coalesce(null, 0, [], {}, \"x\") ~ x",
                "file.path_join(\"/a\", \"../b\", \"c\") ~ /b/c",
                "json_path(\"{\\\"a\\\": [1, 2]}\", \"$.a[1]\")[0] ~ 2"
            })
    void expressions_have_alloys_values(String expression, String expected) throws EvaluationException {
        assertThat(text(expression)).isEqualTo(expected);
    }

    @Test
    void an_export_is_taken_by_its_path() throws EvaluationException {
        Scope scope = id -> id.equals("loki.write.x")
                ? Optional.of(new Value.Obj(Map.of("receiver", new Value.Text("r"))))
                : Optional.empty();
        assertThat(value("loki.write.x.receiver", scope)).isEqualTo(new Value.Text("r"));
    }

    @Test
    void an_error_says_where_and_what_was_expected() {
        assertThatThrownBy(() -> value("string.join(\"a\", \"b\")", Scope.empty()))
                .isInstanceOfSatisfying(
                        EvaluationException.class,
                        e -> assertThat(e.problem()).hasToString("test.alloy:1:17: should be array, got string"));
    }

    @Test
    void a_misspelt_name_is_answered_with_the_nearest() {
        assertThatThrownBy(() -> value("string.to_uper(\"a\")", Scope.empty()))
                .hasMessage("field \"to_uper\" does not exist; did you mean \"to_upper\"?");
    }
}
