package dev.plumbline.collector.contract;

import dev.plumbline.collector.config.Problems;
import dev.plumbline.collector.syntax.Expression;
import dev.plumbline.collector.syntax.Source;
import dev.plumbline.collector.syntax.Statement;
import dev.plumbline.collector.syntax.Statement.Assignment;
import dev.plumbline.collector.syntax.Statement.BlockStatement;
import dev.plumbline.collector.syntax.SyntaxTree;
import java.util.List;
import java.util.stream.Stream;

/** Writes a file in a form in which layout, the order of components and the order of attributes do not show. */
final class Shapes {
    private Shapes() {}

    static List<String> of(String alloy) {
        Problems problems = new Problems();
        SyntaxTree tree = SyntaxTree.parse(Source.of("converted.alloy", alloy), problems);
        if (problems.fatal()) {
            throw new AssertionError(problems.inOrder() + " in\n" + alloy);
        }
        return tree.body().stream().map(Shapes::shape).sorted().toList();
    }

    private static String shape(Statement statement) {
        return switch (statement) {
            case Assignment assignment -> assignment.name() + "=" + shape(assignment.value());
            case BlockStatement block -> {
                Stream<String> attributes = block.body().stream()
                        .filter(Assignment.class::isInstance)
                        .map(Shapes::shape)
                        .sorted();
                Stream<String> blocks = block.body().stream()
                        .filter(BlockStatement.class::isInstance)
                        .map(Shapes::shape);
                yield block.name() + " " + block.label() + " {"
                        + String.join("; ", Stream.concat(attributes, blocks).toList()) + "}";
            }
        };
    }

    private static String shape(Expression expression) {
        return switch (expression) {
            case Expression.Literal literal -> literal.text();
            case Expression.Identifier identifier -> identifier.name();
            case Expression.ArrayLiteral array -> shapes(array.elements());
            case Expression.ObjectLiteral object ->
                object.fields().stream()
                        .map(field -> field.name() + "=" + shape(field.value()))
                        .sorted()
                        .toList()
                        .toString();
            case Expression.Access access -> shape(access.value()) + "." + access.name();
            case Expression.Index index -> shape(index.value()) + "[" + shape(index.index()) + "]";
            case Expression.Call call -> shape(call.function()) + shapes(call.arguments());
            case Expression.Unary unary -> unary.operator().text() + shape(unary.operand());
            case Expression.Binary binary ->
                shape(binary.left()) + binary.operator().text() + shape(binary.right());
            case Expression.Parenthesized inner -> "(" + shape(inner.inner()) + ")";
        };
    }

    private static String shapes(List<Expression> expressions) {
        return expressions.stream().map(Shapes::shape).toList().toString();
    }
}
