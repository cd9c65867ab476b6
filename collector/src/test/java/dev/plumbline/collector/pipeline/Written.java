package dev.plumbline.collector.pipeline;

import dev.plumbline.collector.config.Attribute;
import dev.plumbline.collector.config.Block;
import dev.plumbline.collector.config.Problems;
import dev.plumbline.collector.config.Value;
import dev.plumbline.collector.evaluation.EvaluationException;
import dev.plumbline.collector.evaluation.Evaluator;
import dev.plumbline.collector.evaluation.Scope;
import dev.plumbline.collector.syntax.Source;
import dev.plumbline.collector.syntax.Statement;
import dev.plumbline.collector.syntax.SyntaxTree;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Reads blocks as they are written in a configuration file, without asking for a component around them. */
public final class Written {
    private Written() {}

    /** Returns a block of that name that holds what the text says. */
    public static Block block(String name, String text) {
        Problems problems = new Problems();
        Source source = Source.of("test.alloy", text);
        SyntaxTree tree = SyntaxTree.parse(source, problems);
        if (!problems.none()) {
            throw new IllegalArgumentException(problems.inOrder().toString());
        }
        return block(name, source.position(0), tree.body(), source);
    }

    private static Block block(
            String name, dev.plumbline.collector.config.Position position, List<Statement> body, Source source) {
        List<Attribute> attributes = new ArrayList<>();
        List<Block> blocks = new ArrayList<>();
        for (Statement statement : body) {
            switch (statement) {
                case Statement.Assignment a ->
                    attributes.add(new Attribute(
                            a.name(),
                            source.position(a.first(), a.nameLast()),
                            source.position(a.value().first(), a.value().last()),
                            value(a, source)));
                case Statement.BlockStatement b ->
                    blocks.add(block(b.name(), source.position(b.first()), b.body(), source));
            }
        }
        return new Block(name, Optional.empty(), position, attributes, blocks);
    }

    private static Value value(Statement.Assignment assignment, Source source) {
        try {
            return new Evaluator(source, Scope.empty()).evaluate(assignment.value());
        } catch (EvaluationException e) {
            throw new IllegalArgumentException(e);
        }
    }
}
