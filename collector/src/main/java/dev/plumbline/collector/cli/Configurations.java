package dev.plumbline.collector.cli;

import dev.plumbline.collector.config.Position;
import dev.plumbline.collector.runtime.Program;
import java.nio.file.Path;
import java.util.Optional;

/** Reads configuration files. */
final class Configurations {
    private Configurations() {}

    static Program.Source source(Path config) {
        return problems -> {
            problems.add(new Position(config.toString(), 1, 1, 1), "the configuration language is not built in yet");
            return Optional.empty();
        };
    }
}
