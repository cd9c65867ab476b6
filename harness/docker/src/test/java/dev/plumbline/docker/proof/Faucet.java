package dev.plumbline.docker.proof;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Lets containers write until they are told to stop: a file in a folder that they have mounted. */
record Faucet(Path folder) {
    /** Lines that are written between two looks at the file, and pauses. */
    private static final int BURST = 25;

    static Faucet in(Scene scene) throws IOException {
        return new Faucet(Files.createDirectories(scene.folder().resolve("faucet-" + System.nanoTime())));
    }

    /** Returns the option of {@code docker run} that mounts the folder. */
    String option() {
        return "--volume=" + folder + ":/faucet:ro";
    }

    /** Returns a shell's script that writes numbered lines to both outputs, which end in this text. */
    String script(String text) {
        return "i=0; while [ ! -e /faucet/closed ]; do n=0; while [ $n -lt " + BURST + " ]; do n=$((n+1)); i=$((i+1));"
                + " echo \"out $i " + text + "\"; echo \"err $i " + text + "\" >&2; done; usleep 20000; done";
    }

    /** Tells every container that has this mounted to write no more. */
    void close() throws IOException {
        Files.createFile(folder.resolve("closed"));
    }
}
