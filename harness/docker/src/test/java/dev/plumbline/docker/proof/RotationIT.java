package dev.plumbline.docker.proof;

import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A log that is rotated under the reader, as fast as a container can write. */
@ExtendWith(EngineExtension.class)
final class RotationIT {
    /** Enough files to keep all that is written: what the engine has removed nobody can read. */
    @ParameterizedTest
    @CsvSource({"api, 1m, 60000, false", "api, 10m, 200000, false", "file, 1m, 60000, false", "file, 1m, 60000, true"})
    void no_line_is_lost_or_repeated_at_a_rotation(
            String path, String size, int count, boolean compressed, PrivateEngine engine) throws Exception {
        String name = "rotated-" + path + "-" + size + (compressed ? "-packed" : "");
        String lines = lines(count);
        try (Scene scene = new Scene(engine, name)) {
            scene.file("lines", lines);
            CollectorProcess collector = scene.collector("--plumbline.read-path=" + path);
            Container a = scene.run(
                    "a",
                    "cat /lines; cat /lines >&2",
                    "--volume=" + scene.folder() + "/lines:/lines:ro",
                    "--log-opt=max-size=" + size,
                    "--log-opt=max-file=60",
                    "--log-opt=compress=" + compressed);
            scene.awaitEnd(a);
            scene.assertWhole(
                    collector,
                    java.util.List.of(a),
                    java.util.List.of(java.util.List.of(Scene.lines(lines), Scene.lines(lines))));
        }
    }

    private static String lines(int count) {
        StringBuilder lines = new StringBuilder();
        for (int i = 0; i < count; i++) {
            lines.append("line ")
                    .append(i)
                    .append(" of ")
                    .append(count)
                    .append(" that fill the files one after another, a hundred bytes each or so\n");
        }
        return lines.toString();
    }
}
