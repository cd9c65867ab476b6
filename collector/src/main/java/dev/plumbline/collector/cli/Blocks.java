package dev.plumbline.collector.cli;

import dev.plumbline.collector.components.Schemas;
import dev.plumbline.collector.config.Block;
import dev.plumbline.collector.config.BlockType;
import dev.plumbline.collector.config.Catalog;
import dev.plumbline.collector.config.Position;
import dev.plumbline.collector.config.Problem;
import dev.plumbline.collector.config.Problems;
import dev.plumbline.collector.config.Schema;
import dev.plumbline.collector.pipeline.LokiProcess;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** The blocks that a configuration may hold, with every check that there is. */
final class Blocks {
    private Blocks() {}

    static Catalog catalog() {
        Map<String, BlockType> types = new LinkedHashMap<>();
        dev.plumbline.collector.components.Components.described().forEach(type -> types.put(type.name(), type));
        LokiProcess process = new LokiProcess(Schemas.lokiProcess());
        types.put(process.name(), process);
        Components.all().forEach(type -> types.merge(type.name(), type, Checked::new));
        return new Catalog(List.copyOf(types.values()));
    }

    /** A component that runs, with the checks of its description first; of two problems in one place the first is told. */
    private record Checked(BlockType described, BlockType running) implements BlockType {
        @Override
        public String name() {
            return running.name();
        }

        @Override
        public Schema schema() {
            return running.schema();
        }

        @Override
        public void check(Block arguments, Problems problems) {
            Problems first = new Problems();
            described.check(arguments, first);
            Problems second = new Problems();
            running.check(arguments, second);
            Set<Position> told = first.inOrder().stream().map(Problem::position).collect(Collectors.toSet());
            first.inOrder().forEach(problems::add);
            second.inOrder().stream()
                    .filter(problem -> !told.contains(problem.position()))
                    .forEach(problems::add);
        }
    }
}
