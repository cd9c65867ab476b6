package dev.plumbline.collector.evaluation;

import dev.plumbline.collector.config.Block;
import dev.plumbline.collector.config.BlockType;
import dev.plumbline.collector.config.Catalog;
import dev.plumbline.collector.config.Names;
import dev.plumbline.collector.config.Position;
import dev.plumbline.collector.config.Problems;
import dev.plumbline.collector.config.Schema;
import dev.plumbline.collector.syntax.Confidential;
import dev.plumbline.collector.syntax.Source;
import dev.plumbline.collector.syntax.Statement;
import dev.plumbline.collector.syntax.Statement.Assignment;
import dev.plumbline.collector.syntax.Statement.BlockStatement;
import dev.plumbline.collector.syntax.SyntaxTree;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Checks a parsed file as a whole, without running anything. */
final class Checker {
    /** What Alloy has at the top of a file beside components, and we have not. */
    private static final Map<String, String> UNSUPPORTED = Map.ofEntries(
            Map.entry("declare", "write its components out"),
            Map.entry("import.file", "write the components out"),
            Map.entry("import.string", "write the components out"),
            Map.entry("import.http", "write the components out"),
            Map.entry("import.git", "write the components out"),
            Map.entry("argument", "it only belongs into a module"),
            Map.entry("export", "it only belongs into a module"),
            Map.entry("foreach", "write its components out"),
            Map.entry("tracing", "the collector emits no traces"),
            Map.entry("http", "use the flags --server.http.*"),
            Map.entry("remotecfg", "the configuration is this file"),
            Map.entry("livedebugging", "see the status page"),
            Map.entry("server", "use the flag --server.http.listen-addr"));

    private final SyntaxTree tree;
    private final Source source;
    private final Catalog catalog;
    private final Problems problems;
    private final Confidential confidential;
    private final Map<String, BlockStatement> declared = new LinkedHashMap<>();
    private final Map<BlockStatement, BlockType> types = new LinkedHashMap<>();

    Checker(SyntaxTree tree, Catalog catalog, Problems problems, Confidential confidential) {
        this.confidential = confidential;
        this.tree = tree;
        this.source = tree.source();
        this.catalog = catalog;
        this.problems = problems;
    }

    /** Returns the blocks at the top; only of use where no problem was added. */
    List<ConfigFile.Node> check() {
        for (Statement statement : tree.body()) {
            switch (statement) {
                case Assignment assignment ->
                    problems.add(
                            source.position(assignment.first(), assignment.nameLast()),
                            "unrecognized attribute " + assignment.name() + "; only blocks stand at the top of a file");
                case BlockStatement block -> declare(block);
            }
        }
        Scope scope = new WatchedScope(new StaticScope(declared, types), confidential);
        List<ConfigFile.Node> nodes = new ArrayList<>();
        types.forEach((block, type) -> nodes.add(node(block, type, scope)));
        Cycles.find(nodes, problems);
        return nodes;
    }

    private void declare(BlockStatement block) {
        Position name =
                source.position(block.first(), block.first() + block.name().length() - 1);
        Optional<BlockType> type = catalog.find(block.name());
        if (type.isEmpty()) {
            problems.add(name, unknown(block.name()));
            return;
        }
        boolean labelled = !block.label().isEmpty();
        if (type.get().schema().label() == Schema.Label.REQUIRED && !labelled) {
            problems.add(
                    name,
                    "component \"" + block.name() + "\" must have a label, as in " + block.name() + " \"default\" { }");
        } else if (type.get().schema().label() == Schema.Label.NONE && labelled) {
            problems.add(
                    source.position(
                            block.labelFirst(),
                            block.labelFirst() + block.label().length() + 1),
                    "block \"" + block.name() + "\" takes no label");
        }
        BlockStatement before = declared.putIfAbsent(id(block), block);
        if (before != null) {
            problems.add(name, "block " + id(block) + " already declared at " + source.position(before.first()));
        }
        types.put(block, type.get());
    }

    private String unknown(String name) {
        if (UNSUPPORTED.containsKey(name)) {
            return "block \"" + name + "\" is not supported: " + UNSUPPORTED.get(name);
        }
        return "cannot find the definition of component name \"" + name + "\"" + Names.nearest(name, catalog.names());
    }

    private static String id(BlockStatement block) {
        return block.label().isEmpty() ? block.name() : block.name() + "." + block.label();
    }

    private ConfigFile.Node node(BlockStatement block, BlockType type, Scope scope) {
        Problems found = new Problems();
        Set<String> references = references(block, scope, found);
        Block read = new BlockReader(source, scope, found).read(block, type.schema());
        if (!found.fatal()) {
            type.check(read, found);
        }
        found.inOrder().forEach(problems::add);
        return new ConfigFile.Node(id(block), type, read.label(), read.position(), references, block);
    }

    private Set<String> references(BlockStatement block, Scope scope, Problems found) {
        StandardLibrary library = new StandardLibrary(scope);
        Set<String> references = new LinkedHashSet<>();
        for (References.Reference reference : References.in(block)) {
            String path = reference.path();
            Position at = source.position(
                    reference.expression().first(), reference.expression().last());
            Optional<String> component = References.component(path, declared::containsKey);
            if (component.isPresent()) {
                references.add(component.get());
            } else if (library.lookup(References.head(path)).isEmpty()) {
                found.add(at, References.missing(path, scope));
            } else if (StandardLibrary.isDeprecated(References.head(path))) {
                found.warn(at, "this stdlib function is deprecated; " + StandardLibrary.replacement(path));
            } else if (StandardLibrary.isExperimental(path)) {
                found.add(at, path + " is experimental in Alloy and not supported");
            }
        }
        return references;
    }
}
