package dev.plumbline.collector.write;

import dev.plumbline.collector.config.Arguments;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** Reads secrets: out of the configuration, or out of a file of their own, which is read anew each time. */
final class Secrets {
    private Secrets() {}

    /**
     * Returns the secret of this name, or what is in the file that the attribute with {@code _file} names.
     *
     * @throws IOException if that file cannot be read, naming it
     */
    static String read(Arguments arguments, String name) throws IOException {
        Optional<String> here = arguments.text(name);
        if (here.isPresent()) {
            return here.get();
        }
        Optional<String> file = arguments.text(name + "_file");
        if (file.isEmpty()) {
            return "";
        }
        try {
            return Files.readString(Path.of(file.get())).strip();
        } catch (IOException e) {
            throw new IOException(name + "_file " + file.get() + " cannot be read", e);
        }
    }
}
