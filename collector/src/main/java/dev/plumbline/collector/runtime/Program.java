package dev.plumbline.collector.runtime;

import dev.plumbline.collector.config.Block;
import dev.plumbline.collector.config.Position;
import dev.plumbline.collector.config.Problems;
import dev.plumbline.collector.config.Value;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** A configuration that was read and found correct as far as that can be told before its components run. */
public interface Program {
    /**
     * One component of it.
     *
     * @param id such as {@code loki.write.default}
     * @param type such as {@code loki.write}
     * @param label the label, if there is one
     * @param position where its block begins
     * @param references ids of the components whose exports it refers to
     */
    record Node(String id, String type, Optional<String> label, Position position, Set<String> references) {
        public Node {
            references = Set.copyOf(references);
        }
    }

    /** Reads a configuration; called at the start and for every reload. */
    @FunctionalInterface
    interface Source {
        /**
         * Reads it anew.
         *
         * @param problems takes everything that is wrong
         * @return the program, or empty if there was a problem
         */
        Optional<Program> load(Problems problems);
    }

    /** Returns its components in the order of the file. */
    List<Node> nodes();

    /** Returns the {@code logging} block, evaluated. */
    Optional<Block> logging();

    /**
     * Evaluates the block of one component.
     *
     * @param node one of {@link #nodes}
     * @param exports exports by component id, at least of those that the node refers to
     * @param problems takes what fails only with these exports
     * @return the block, or empty if there was a problem
     */
    Optional<Block> evaluate(Node node, Map<String, Map<String, Value>> exports, Problems problems);
}
