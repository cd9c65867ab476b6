package dev.plumbline.collector.evaluation;

import dev.plumbline.collector.config.Attribute;
import dev.plumbline.collector.config.Block;
import dev.plumbline.collector.config.Names;
import dev.plumbline.collector.config.Position;
import dev.plumbline.collector.config.Problems;
import dev.plumbline.collector.config.Schema;
import dev.plumbline.collector.config.Schema.AttributeRule;
import dev.plumbline.collector.config.Schema.BlockRule;
import dev.plumbline.collector.config.Value;
import dev.plumbline.collector.syntax.Source;
import dev.plumbline.collector.syntax.Statement;
import dev.plumbline.collector.syntax.Statement.Assignment;
import dev.plumbline.collector.syntax.Statement.BlockStatement;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Evaluates a block and holds it against its schema. */
public final class BlockReader {
    private final Source source;
    private final Evaluator evaluator;
    private final Problems problems;
    private final AttributeValues values;

    /**
     * Makes a reader of the blocks of one file.
     *
     * @param source where they stand
     * @param scope what their expressions may refer to
     * @param problems takes whatever does not fit
     */
    public BlockReader(Source source, Scope scope, Problems problems) {
        this.source = source;
        this.evaluator = new Evaluator(source, scope);
        this.problems = problems;
        this.values = new AttributeValues(source, problems);
    }

    /** Returns the block with every attribute that has a value. */
    public Block read(BlockStatement statement, Schema schema) {
        Set<String> seen = new HashSet<>();
        List<Attribute> attributes = new ArrayList<>();
        List<Block> blocks = new ArrayList<>();
        for (Statement inner : statement.body()) {
            switch (inner) {
                case Assignment assignment ->
                    attribute(assignment, schema, seen).ifPresent(attributes::add);
                case BlockStatement block -> inner(block, statement, schema).ifPresent(blocks::add);
            }
        }
        missing(statement, schema, seen);
        Optional<String> label = statement.label().isEmpty() ? Optional.empty() : Optional.of(statement.label());
        return new Block(statement.name(), label, name(statement), attributes, blocks);
    }

    private Optional<Attribute> attribute(Assignment assignment, Schema schema, Set<String> seen) {
        Position whole = source.position(assignment.first(), assignment.last());
        Optional<AttributeRule> rule = schema.attribute(assignment.name());
        if (rule.isEmpty()) {
            problems.add(
                    whole,
                    schema.block(assignment.name()).isPresent()
                            ? "\"" + assignment.name() + "\" must be a block, but is used as an attribute"
                            : "unrecognized attribute name \"" + assignment.name() + "\""
                                    + Names.nearest(assignment.name(), names(schema)));
            return Optional.empty();
        }
        if (!seen.add(assignment.name())) {
            problems.add(whole, "attribute \"" + assignment.name() + "\" may only be provided once");
            return Optional.empty();
        }
        try {
            Value value = evaluator.evaluate(assignment.value());
            Position name = source.position(assignment.first(), assignment.nameLast());
            Position at = source.position(
                    assignment.value().first(), assignment.value().last());
            if (rule.get().required() && value instanceof Value.Null) {
                problems.add(at, "attribute \"" + assignment.name() + "\" is required and cannot be null");
                return Optional.empty();
            }
            return Optional.of(
                    new Attribute(assignment.name(), name, at, values.convert(rule.get(), assignment.value(), value)));
        } catch (EvaluationException e) {
            problems.add(e.problem());
            return Optional.empty();
        }
    }

    private static String nearest(String name, Schema schema) {
        String stage = "stage." + name;
        return schema.block(stage).isPresent()
                ? "; did you mean \"" + stage + "\"?"
                : Names.nearest(name, names(schema));
    }

    private Optional<Block> inner(BlockStatement block, BlockStatement outer, Schema schema) {
        Position whole = source.position(block.first(), block.last());
        Optional<BlockRule> rule = schema.block(block.name());
        if (rule.isEmpty()) {
            problems.add(
                    whole,
                    schema.attribute(block.name()).isPresent()
                            ? "\"" + block.name() + "\" must be an attribute, but is used as a block"
                            : "unrecognized block name \"" + block.name() + "\"" + nearest(block.name(), schema));
            return Optional.empty();
        }
        if (!block.label().isEmpty()) {
            problems.add(name(block), "block \"" + block.name() + "\" does not support specifying labels");
        }
        if (count(outer, block.name()) > rule.get().most()) {
            problems.add(
                    whole,
                    "block \"" + block.name() + "\" may only be specified "
                            + (rule.get().most() == 1 ? "once" : rule.get().most() + " times"));
        }
        return Optional.of(read(block, rule.get().schema()));
    }

    private void missing(BlockStatement statement, Schema schema, Set<String> seen) {
        Position whole = source.position(statement.first(), statement.last());
        for (AttributeRule rule : schema.attributes()) {
            if (rule.required() && !seen.contains(rule.name())) {
                problems.add(whole, "missing required attribute \"" + rule.name() + "\"");
            }
        }
        for (BlockRule rule : schema.blocks()) {
            if (count(statement, rule.name()) < rule.least()) {
                problems.add(whole, "missing required block \"" + rule.name() + "\"");
            }
        }
    }

    private static long count(BlockStatement statement, String name) {
        return statement.body().stream()
                .filter(inner ->
                        inner instanceof BlockStatement block && block.name().equals(name))
                .count();
    }

    private static Set<String> names(Schema schema) {
        Set<String> names = new LinkedHashSet<>();
        schema.attributes().forEach(rule -> names.add(rule.name()));
        schema.blocks().forEach(rule -> names.add(rule.name()));
        return names;
    }

    private Position name(BlockStatement statement) {
        return source.position(
                statement.first(), statement.first() + statement.name().length() - 1);
    }
}
