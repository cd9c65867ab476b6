package dev.plumbline.collector.syntax;

import static org.assertj.core.api.Assertions.assertThat;

import dev.plumbline.collector.config.Problems;
import dev.plumbline.contract.Contract;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;

/**
 * Mutated configurations: none crashes or hangs the parser, and what it accepts is laid out in a form that it accepts
 * and that stays as it is when laid out again. The seed is printed; {@code -Dplumbline.fuzz.seed} repeats a run.
 */
class ParserFuzzTest {
    private static final int INPUTS = Integer.getInteger("plumbline.fuzz.inputs", 20_000);
    private static final long SEED = Long.getLong("plumbline.fuzz.seed", 20260115);
    private static final List<String> PIECES = List.of(
            "{",
            "}",
            "[",
            "]",
            "(",
            ")",
            ",",
            "=",
            ".",
            "\"",
            "`",
            "//",
            "/*",
            "*/",
            "\n",
            "\r\n",
            "\t",
            "\\",
            "\0",
            "null",
            "true",
            "1e9",
            "-",
            "!",
            "&&",
            "|",
            "\uFEFF",
            "é",
            "stage.json",
            "a = ",
            "\"x\" {",
            "((((",
            "-----");

    @Test
    void no_input_crashes_the_parser_or_changes_in_a_second_layout() {
        System.out.println("fuzz: parser, seed " + SEED + ", " + INPUTS + " inputs");
        Random random = new Random(SEED);
        List<byte[]> seeds = seeds();
        for (int i = 0; i < INPUTS; i++) {
            byte[] input = mutated(seeds.get(random.nextInt(seeds.size())), random);
            String shown = "input " + i + " of seed " + SEED + ": " + new String(input, StandardCharsets.UTF_8);
            Assertions.assertTimeout(Duration.ofSeconds(5), () -> survives(input, shown), shown);
        }
    }

    @Test
    void deep_nesting_is_an_error_and_not_a_crash() {
        for (String piece : List.of("(", "[", "{a=", "-", "!", "a {\n", "1+", "a[", "f(", "a.", "1^")) {
            Problems problems = new Problems();
            SyntaxTree.parse(Source.of("deep.alloy", "x = " + piece.repeat(100_000)), problems);
            assertThat(problems.inOrder()).as(piece).isNotEmpty();
        }
    }

    private static void survives(byte[] input, String shown) {
        Problems problems = new Problems();
        SyntaxTree tree = SyntaxTree.parse(new Source("fuzz.alloy", input), problems);
        if (problems.fatal()
                || holdsLayoutControls(input)
                || commentAfterDot(input, tree)
                || commentInHeader(tree, tree.body())) {
            return;
        }
        String once = Formatter.format(tree);
        Problems again = new Problems();
        SyntaxTree second = SyntaxTree.parse(Source.of("fuzz.alloy", once), again);
        assertThat(again.inOrder()).as(shown).isEmpty();
        assertThat(second.body()).as(shown).hasSameSizeAs(tree.body());
    }

    /** Alloy's formatter takes a form feed for a line end and a vertical tab for a column, even in a string; so do we. */
    private static boolean holdsLayoutControls(byte[] input) {
        for (byte b : input) {
            if (b == '\f' || b == 0x0b || b == (byte) 0xff) {
                return true;
            }
        }
        return false;
    }

    /** Alloy's formatter moves a comment between two parts of a name to where it ends the name; so do we. */
    private static boolean commentAfterDot(byte[] input, SyntaxTree tree) {
        return tree.comments().stream().anyMatch(comment -> {
            int before = comment.first() - 1;
            while (before > 0 && Character.isWhitespace(input[before])) {
                before--;
            }
            return before >= 0 && input[before] == '.';
        });
    }

    /** Alloy's formatter moves a comment between a block's name and its brace where it ends the header; so do we. */
    private static boolean commentInHeader(SyntaxTree tree, List<Statement> body) {
        return body.stream()
                .anyMatch(statement -> statement instanceof Statement.BlockStatement block
                        && (tree.comments().stream()
                                        .anyMatch(c -> c.first() > block.first() && c.first() < block.curly())
                                || commentInHeader(tree, block.body())));
    }

    private static List<byte[]> seeds() {
        List<byte[]> seeds = new ArrayList<>();
        seeds.add(new byte[0]);
        Contract.selected().recording("alloy-config.json").ifPresent(recording -> {
            recording
                    .path("broken")
                    .forEach(question -> seeds.add(bytes(question.path("config").asText())));
            recording
                    .path("fmt")
                    .forEach(question -> seeds.add(bytes(question.path("in").asText())));
        });
        return seeds;
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static byte[] mutated(byte[] seed, Random random) {
        byte[] input = seed.clone();
        for (int i = random.nextInt(6); i >= 0; i--) {
            int at = random.nextInt(input.length + 1);
            switch (random.nextInt(4)) {
                case 0 -> input = spliced(input, at, at, bytes(PIECES.get(random.nextInt(PIECES.size()))));
                case 1 -> input = spliced(input, at, Math.min(input.length, at + 1 + random.nextInt(8)), new byte[0]);
                case 2 -> input = spliced(input, at, at, new byte[] {(byte) random.nextInt(256)});
                default -> {
                    int end = Math.min(input.length, at + random.nextInt(30));
                    input = spliced(input, at, at, java.util.Arrays.copyOfRange(input, at, end));
                }
            }
        }
        return input;
    }

    private static byte[] spliced(byte[] input, int from, int end, byte[] piece) {
        byte[] out = new byte[from + piece.length + input.length - end];
        System.arraycopy(input, 0, out, 0, from);
        System.arraycopy(piece, 0, out, from, piece.length);
        System.arraycopy(input, end, out, from + piece.length, input.length - end);
        return out;
    }
}
