package dev.plumbline.collector.cli;

import dev.plumbline.collector.config.Block;
import dev.plumbline.collector.config.Catalog;
import dev.plumbline.collector.config.Position;
import dev.plumbline.collector.config.Problems;
import dev.plumbline.collector.config.Value;
import dev.plumbline.collector.evaluation.ConfigFile;
import dev.plumbline.collector.runtime.Program;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads configuration files as programs that the component graph can run. */
final class Configurations {
    private static final String LOGGING = "logging";

    private Configurations() {}

    /** Returns a source that reads the file anew each time. */
    static Program.Source source(Path config) {
        Catalog catalog = Blocks.catalog();
        return problems -> {
            byte[] bytes;
            try {
                bytes = Files.readAllBytes(config);
            } catch (IOException e) {
                String why = Files.isDirectory(config) ? "it is a directory; expected one file" : e.toString();
                problems.add(new Position(config.toString(), 1, 1, 1), "cannot be read: " + why);
                return Optional.empty();
            }
            return ConfigFile.read(config.toString(), bytes, catalog, problems).map(FileProgram::new);
        };
    }

    private static final class FileProgram implements Program {
        private final ConfigFile file;
        private final Map<String, ConfigFile.Node> byId = new LinkedHashMap<>();
        private final List<Node> nodes;

        FileProgram(ConfigFile file) {
            this.file = file;
            file.nodes().forEach(n -> byId.put(n.id(), n));
            this.nodes = file.nodes().stream()
                    .filter(n -> !n.id().equals(LOGGING))
                    .map(n -> new Node(n.id(), n.type().name(), n.label(), n.position(), n.references()))
                    .toList();
        }

        @Override
        public List<Node> nodes() {
            return nodes;
        }

        @Override
        public Optional<Block> logging() {
            return Optional.ofNullable(byId.get(LOGGING)).flatMap(n -> file.evaluate(n, Map.of(), new Problems()));
        }

        @Override
        public Optional<Block> evaluate(Node node, Map<String, Map<String, Value>> exports, Problems problems) {
            ConfigFile.Node written = byId.get(node.id());
            if (written == null) {
                throw new IllegalArgumentException("not a component of this file: " + node.id());
            }
            return file.evaluate(written, exports, problems);
        }
    }
}
