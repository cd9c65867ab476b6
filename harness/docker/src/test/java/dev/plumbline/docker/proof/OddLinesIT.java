package dev.plumbline.docker.proof;

import java.util.List;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Bytes that are no tidy lines of text; what arrives is compared byte by byte. */
@ExtendWith(EngineExtension.class)
final class OddLinesIT {
    private static final int MESSAGE = 16 << 10;

    private static String odd() {
        StringBuilder bytes = new StringBuilder("\n\nempty lines before and after\n\n");
        bytes.append("carriage return\r\n").append("two of them\r\r\n").append("\r\n");
        bytes.append("nul \0 in the middle\n").append("\0\n").append("tab \t, escape \u001b[31mred\u001b[0m\n");
        for (int length :
                new int[] {MESSAGE - 1, MESSAGE, MESSAGE + 1, 2 * MESSAGE - 1, 2 * MESSAGE, 2 * MESSAGE + 1}) {
            bytes.append("x".repeat(length)).append('\n');
        }
        bytes.append("y".repeat(1 << 20)).append('\n');
        bytes.append("z".repeat((1 << 20) + 1)).append('\n');
        bytes.append("the same\n".repeat(500));
        bytes.append("\u00c3\u00a4\u00e2\u0082\u00ac\u00f0\u009f\u0099\u0082 in UTF-8\n");
        return bytes.toString();
    }

    private static final String INVALID = "no UTF-8: \u00ff\u00fe \u00c3( \u00e2\u0082\n";

    @ParameterizedTest
    @CsvSource({"api, json-file", "file, json-file", "api, local"})
    void every_byte_arrives(String path, String driver, PrivateEngine engine) throws Exception {
        String name = "odd-" + path + "-" + driver;
        try (Scene scene = new Scene(engine, name)) {
            scene.file("in", odd() + INVALID + "an unfinished end");
            CollectorProcess collector = scene.collector("--plumbline.read-path=" + path);
            Container a = scene.run(
                    "a", "cat /in; cat /in >&2", "--volume=" + scene.folder() + "/in:/in:ro", "--log-driver=" + driver);
            scene.awaitEnd(a);
            // The json-file driver keeps text, not bytes: what is no UTF-8 it replaces itself.
            if (driver.equals("local")) {
                List<String> lines = Scene.lines(odd() + INVALID + "an unfinished end");
                scene.assertWhole(collector, List.of(a), List.of(List.of(lines, lines)));
            } else {
                scene.assertWhole(collector, a);
            }
        }
    }

    @ParameterizedTest
    @CsvSource({"api", "file"})
    void the_lines_of_a_terminal_arrive_without_their_carriage_returns(String path, PrivateEngine engine)
            throws Exception {
        try (Scene scene = new Scene(engine, "odd-tty-" + path)) {
            String lines = "one\n\ntwo\n" + "w".repeat(3 * MESSAGE + 5) + "\nlast\n";
            scene.file("in", lines);
            CollectorProcess collector = scene.collector("--plumbline.read-path=" + path);
            Container a = scene.run("a", "cat /in; cat /in >&2", "--tty", "--volume=" + scene.folder() + "/in:/in:ro");
            scene.awaitEnd(a);
            scene.assertWhole(collector, List.of(a), List.of(List.of(Scene.lines(lines + lines), List.of())));
        }
    }
}
