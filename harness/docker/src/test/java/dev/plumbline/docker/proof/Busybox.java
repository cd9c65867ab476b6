package dev.plumbline.docker.proof;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** The image whose containers write log lines: one static program, loaded without any registry. */
final class Busybox {
    private static final Path ROOT = Path.of(System.getProperty("plumbline.root", "../.."))
            .toAbsolutePath()
            .normalize();

    private Busybox() {}

    static void load(PrivateEngine engine, String image) throws IOException {
        Path target = ROOT.resolve("harness/docker/target");
        String program = Command.run(List.of(
                        ROOT.resolve("harness/docker/images/busybox").toString(),
                        target.resolve("local-images").toString()))
                .strip();
        Path root = target.resolve("busybox-root");
        Files.createDirectories(root.resolve("bin"));
        Files.createDirectories(root.resolve("tmp"));
        Files.copy(Path.of(program), root.resolve("bin/busybox"), java.nio.file.StandardCopyOption.REPLACE_EXISTING);
        for (String tool : List.of("sh", "cat", "sleep", "usleep", "seq", "kill", "wget", "stty")) {
            Path link = root.resolve("bin").resolve(tool);
            Files.deleteIfExists(link);
            Files.createSymbolicLink(link, Path.of("busybox"));
        }
        Path archive = target.resolve("busybox-root.tar");
        Command.run(List.of("tar", "-C", root.toString(), "--numeric-owner", "-cf", archive.toString(), "."));
        engine.run("import", "--change", "ENV PATH=/bin", archive.toString(), image);
    }
}
