package dev.plumbline.collector.evaluation;

import dev.plumbline.collector.config.Block;
import dev.plumbline.collector.config.BlockType;
import dev.plumbline.collector.config.Catalog;
import dev.plumbline.collector.config.Position;
import dev.plumbline.collector.config.Problems;
import dev.plumbline.collector.config.Value;
import dev.plumbline.collector.syntax.Confidential;
import dev.plumbline.collector.syntax.Source;
import dev.plumbline.collector.syntax.Statement.BlockStatement;
import dev.plumbline.collector.syntax.SyntaxTree;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** A configuration file that was read and found correct as far as that can be told before its components run. */
public final class ConfigFile {
    /**
     * One block at the top of the file.
     *
     * @param id such as {@code loki.write.default}, or {@code logging}
     * @param type what kind of block it is
     * @param position where its name stands
     * @param references ids of the components whose exports it refers to
     */
    public record Node(
            String id,
            BlockType type,
            Optional<String> label,
            Position position,
            Set<String> references,
            BlockStatement statement) {
        public Node {
            references = Set.copyOf(references);
        }
    }

    private final Source source;
    private final List<Node> nodes;
    private final Confidential confidential;

    private ConfigFile(Source source, List<Node> nodes, Confidential confidential) {
        this.confidential = confidential;
        this.source = source;
        this.nodes = List.copyOf(nodes);
    }

    /**
     * Reads a file and checks all of it: syntax, names, references, types, cycles, and what each type checks itself.
     *
     * @param name the file's name as given, for messages
     * @param bytes its content
     * @param catalog the kinds of blocks it may hold
     * @param problems takes everything that is wrong
     * @return the file; empty if a problem was found that is more than a warning
     */
    public static Optional<ConfigFile> read(String name, byte[] bytes, Catalog catalog, Problems problems) {
        Problems found = new Problems();
        Source source = new Source(name, bytes);
        Confidential confidential = Confidential.of(source, catalog.harmless());
        SyntaxTree tree = SyntaxTree.parse(source, found);
        List<Node> nodes = found.fatal() ? List.of() : new Checker(tree, catalog, found, confidential).check();
        confidential.hand(found, problems);
        return found.fatal() ? Optional.empty() : Optional.of(new ConfigFile(source, nodes, confidential));
    }

    /** Returns the blocks at the top, in the order of the file. */
    public List<Node> nodes() {
        return nodes;
    }

    /**
     * Evaluates one block.
     *
     * @param exports exports by component id, at least of those that the block refers to
     * @param problems takes what fails only with these exports
     * @return the block, or empty if there was a problem
     */
    public Optional<Block> evaluate(Node node, Map<String, Map<String, Value>> exports, Problems problems) {
        return evaluate(node, new ExportScope(exports), problems);
    }

    /** Evaluates one block in a scope of one's own. */
    public Optional<Block> evaluate(Node node, Scope scope, Problems problems) {
        Problems found = new Problems();
        Block block = new BlockReader(source, new WatchedScope(scope, confidential), found)
                .read(node.statement(), node.type().schema());
        if (!found.fatal()) {
            node.type().check(block, found);
        }
        confidential.hand(found, problems);
        return found.fatal() ? Optional.empty() : Optional.of(block);
    }

    private record ExportScope(Map<String, Map<String, Value>> byId) implements Scope {
        @Override
        public Optional<Value.Obj> exports(String id) {
            return Optional.ofNullable(byId.get(id)).map(fields -> new Value.Obj(new LinkedHashMap<>(fields)));
        }

        @Override
        public Set<String> components() {
            return byId.keySet();
        }
    }
}
