package dev.plumbline.collector.evaluation;

import dev.plumbline.collector.config.Names;
import dev.plumbline.collector.syntax.Expression;
import dev.plumbline.collector.syntax.Expression.Access;
import dev.plumbline.collector.syntax.Expression.ArrayLiteral;
import dev.plumbline.collector.syntax.Expression.Binary;
import dev.plumbline.collector.syntax.Expression.Call;
import dev.plumbline.collector.syntax.Expression.Identifier;
import dev.plumbline.collector.syntax.Expression.Index;
import dev.plumbline.collector.syntax.Expression.Literal;
import dev.plumbline.collector.syntax.Expression.ObjectLiteral;
import dev.plumbline.collector.syntax.Expression.Parenthesized;
import dev.plumbline.collector.syntax.Expression.Unary;
import dev.plumbline.collector.syntax.Statement;
import dev.plumbline.collector.syntax.Statement.Assignment;
import dev.plumbline.collector.syntax.Statement.BlockStatement;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Dotted names in expressions, each of which may be a component. */
final class References {
    /** A dotted name as long as it goes, and the expression that it is. */
    record Reference(String path, Expression expression) {}

    private References() {}

    /** Returns the dotted name that an expression is, or empty where it is more than names and dots. */
    static Optional<String> path(Expression expression) {
        return switch (expression) {
            case Identifier identifier -> Optional.of(identifier.name());
            case Access access -> path(access.value()).map(p -> p + "." + access.name());
            default -> Optional.empty();
        };
    }

    static String head(String path) {
        int dot = path.indexOf('.');
        return dot < 0 ? path : path.substring(0, dot);
    }

    /** Returns the component that a dotted name begins with; the shortest where several would do. */
    static Optional<String> component(String path, java.util.function.Predicate<String> exists) {
        for (int dot = path.indexOf('.'); dot >= 0; dot = path.indexOf('.', dot + 1)) {
            if (exists.test(path.substring(0, dot))) {
                return Optional.of(path.substring(0, dot));
            }
        }
        return exists.test(path) ? Optional.of(path) : Optional.empty();
    }

    static boolean reachesComponent(String path, Scope scope) {
        return component(path, id -> scope.exports(id).isPresent()).isPresent();
    }

    /** Says that a dotted name is neither a component nor of the standard library. */
    static String missing(String path, Scope scope) {
        if (!path.contains(".")) {
            return "identifier \"" + path + "\" does not exist" + Names.nearest(path, StandardLibrary.namesOf(scope));
        }
        String id = path.substring(0, path.lastIndexOf('.'));
        String nearest = Names.nearest(id, scope.components());
        return "component \"" + path + "\" does not exist or is out of scope"
                + (nearest.isEmpty() ? ofTheSameKind(id, scope) : nearest);
    }

    private static String ofTheSameKind(String id, Scope scope) {
        String kind = id.substring(0, id.lastIndexOf('.') + 1);
        List<String> others = scope.components().stream()
                .filter(other -> !kind.isEmpty() && other.startsWith(kind))
                .sorted()
                .toList();
        return others.isEmpty() ? "" : "; there is " + String.join(", ", others);
    }

    /** Returns every dotted name in the expressions of a block, inner blocks included. */
    static List<Reference> in(BlockStatement block) {
        List<Reference> found = new ArrayList<>();
        collect(block.body(), found);
        return found;
    }

    private static void collect(List<Statement> body, List<Reference> found) {
        for (Statement statement : body) {
            switch (statement) {
                case Assignment assignment -> collect(assignment.value(), found);
                case BlockStatement inner -> collect(inner.body(), found);
            }
        }
    }

    private static void collect(Expression expression, List<Reference> found) {
        Optional<String> path = path(expression);
        if (path.isPresent()) {
            found.add(new Reference(path.get(), expression));
            return;
        }
        switch (expression) {
            case Access access -> collect(access.value(), found);
            case ArrayLiteral array -> array.elements().forEach(e -> collect(e, found));
            case ObjectLiteral object -> object.fields().forEach(f -> collect(f.value(), found));
            case Index index -> {
                collect(index.value(), found);
                collect(index.index(), found);
            }
            case Call call -> {
                collect(call.function(), found);
                call.arguments().forEach(a -> collect(a, found));
            }
            case Unary unary -> collect(unary.operand(), found);
            case Binary binary -> {
                collect(binary.left(), found);
                collect(binary.right(), found);
            }
            case Parenthesized parenthesized -> collect(parenthesized.inner(), found);
            case Identifier identifier -> found.add(new Reference(identifier.name(), identifier));
            case Literal literal -> {
                // refers to nothing
            }
        }
    }
}
