package dev.plumbline.collector.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import dev.plumbline.collector.template.Template;
import dev.plumbline.collector.template.TemplateException;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/** Hostile input: whatever the text, parsers answer or refuse, and nothing else. */
class PipelineFuzzTest {
    private static final int INPUTS = Integer.getInteger("plumbline.fuzz.inputs", 20_000);
    private static final long SEED = Long.getLong("plumbline.fuzz.seed", 20260115);
    private static final List<String> TEMPLATE_PARTS = List.of(
            "{{",
            "}}",
            "{{-",
            "-}}",
            " ",
            "if",
            "else",
            "end",
            "range",
            "with",
            "define",
            "template",
            "block",
            "break",
            "\"a\"",
            "`b`",
            "'c'",
            "$x",
            ":=",
            "=",
            "|",
            "(",
            ")",
            ".",
            ".a",
            ".a.b",
            "1",
            "-2",
            "3.5",
            "0x1F",
            "nil",
            "true",
            "printf",
            "\"%d%s%v\"",
            "list",
            "dict",
            "index",
            "slice",
            "trunc",
            "repeat",
            "until",
            "add",
            "div",
            "regexReplaceAll",
            "ToUpper",
            "Replace",
            "default",
            "/*",
            "*/",
            "\n",
            "é",
            "\uD83D",
            ",",
            "$",
            "eq",
            "len");
    private static final List<String> LINE_PARTS = List.of(
            "<a>", "<b>", "<_>", "<", ">", "a", "b", "_", " ", "=", "\"", "\\", "\\u00", "\\uD800", "\n", "\r", "é",
            "\uFFFD", "key", "1", "\t", "\0", "\\n", "x=y", "'");

    @Test
    void templates_are_parsed_and_filled_or_refused() {
        fuzz(TEMPLATE_PARTS, 24, text -> {
            try {
                Template.parse(text).execute(Map.of("a", "1", "Value", "v"));
            } catch (TemplateException e) {
                assertThat(e.getMessage()).isNotBlank();
            }
        });
    }

    @Test
    void patterns_are_read_or_refused_and_match_in_order() {
        fuzz(LINE_PARTS, 12, text -> {
            try {
                LinePattern pattern = LinePattern.of(text);
                List<String> names = pattern.match("a b=\"1\" key x=y").stream()
                        .map(LinePattern.Captured::name)
                        .toList();
                assertThat(pattern.names().subList(0, names.size())).isEqualTo(names);
            } catch (IllegalArgumentException e) {
                assertThat(e.getMessage()).isNotBlank();
            }
        });
    }

    @Test
    void logfmt_hands_out_keys_without_spaces_and_quotes() {
        fuzz(
                LINE_PARTS,
                30,
                text -> Logfmt.read(text, (key, value) -> assertThat(key).doesNotContainPattern("[\\s\"=]")));
    }

    private static void fuzz(List<String> parts, int longest, Consumer<String> check) {
        Random random = new Random(SEED);
        for (int i = 0; i < INPUTS; i++) {
            StringBuilder text = new StringBuilder();
            for (int n = random.nextInt(longest); n >= 0; n--) {
                text.append(parts.get(random.nextInt(parts.size())));
            }
            try {
                check.accept(text.toString());
            } catch (RuntimeException | StackOverflowError e) {
                fail("seed " + SEED + ", input " + i + ": " + text, e);
            }
        }
        System.out.println("fuzz: seed " + SEED + ", " + INPUTS + " inputs");
    }
}
