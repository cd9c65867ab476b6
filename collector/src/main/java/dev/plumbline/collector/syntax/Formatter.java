package dev.plumbline.collector.syntax;

import dev.plumbline.collector.golang.GoStrings;
import dev.plumbline.collector.syntax.Expression.Access;
import dev.plumbline.collector.syntax.Expression.ArrayLiteral;
import dev.plumbline.collector.syntax.Expression.Binary;
import dev.plumbline.collector.syntax.Expression.Call;
import dev.plumbline.collector.syntax.Expression.Field;
import dev.plumbline.collector.syntax.Expression.Identifier;
import dev.plumbline.collector.syntax.Expression.Index;
import dev.plumbline.collector.syntax.Expression.Literal;
import dev.plumbline.collector.syntax.Expression.ObjectLiteral;
import dev.plumbline.collector.syntax.Expression.Parenthesized;
import dev.plumbline.collector.syntax.Expression.Unary;
import dev.plumbline.collector.syntax.LayoutWriter.Blank;
import dev.plumbline.collector.syntax.Statement.Assignment;
import dev.plumbline.collector.syntax.Statement.BlockStatement;
import java.util.List;

/** Writes a tree in the one layout that Alloy's own formatter gives it, byte for byte. */
public final class Formatter {
    private final Source source;
    private final LayoutWriter out;

    private Formatter(SyntaxTree tree) {
        this.source = tree.source();
        this.out = new LayoutWriter(source, tree.comments());
    }

    /**
     * Lays a file out.
     *
     * @param tree parsed without errors
     */
    public static String format(SyntaxTree tree) {
        Formatter formatter = new Formatter(tree);
        formatter.statements(tree.body());
        return formatter.out.finish();
    }

    private void statements(List<Statement> statements) {
        for (int i = 0; i < statements.size(); i++) {
            Statement statement = statements.get(i);
            boolean emptyLineBefore = i > 0
                    && (statement instanceof BlockStatement
                            || line(statement.first())
                                            - line(statements.get(i - 1).last())
                                    > 1);
            if (emptyLineBefore) {
                out.blank(Blank.BREAK);
            }
            switch (statement) {
                case Assignment assignment -> {
                    out.at(assignment.first()).word(assignment.name());
                    out.blank(Blank.CELL).token(Kind.ASSIGN).blank(Blank.SPACE);
                    expression(assignment.value());
                }
                case BlockStatement block -> block(block);
            }
            out.blank(line(statement.first()) == line(statement.last()) ? Blank.LINE : Blank.BREAK);
        }
    }

    private void block(BlockStatement block) {
        out.at(block.first()).word(block.name());
        if (!block.label().isEmpty()) {
            out.blank(Blank.SPACE).at(block.labelFirst()).literal(Kind.STRING, GoStrings.quote(block.label()));
        }
        out.blank(Blank.SPACE).at(block.curly()).token(Kind.LEFT_CURLY).blank(Blank.INDENT);
        if (block.body().isEmpty()) {
            out.blank(Blank.SPACE);
        } else {
            out.blank(Blank.BREAK);
            statements(block.body());
        }
        out.blank(Blank.UNINDENT).at(block.last()).token(Kind.RIGHT_CURLY);
    }

    private void expression(Expression expression) {
        switch (expression) {
            case Literal literal -> out.at(literal.first()).literal(literal.kind(), literal.text());
            case Identifier identifier -> out.at(identifier.first()).word(identifier.name());
            case ArrayLiteral array -> array(array);
            case ObjectLiteral object -> object(object);
            case Access access -> {
                expression(access.value());
                out.token(Kind.DOT).word(access.name());
            }
            case Index index -> {
                expression(index.value());
                out.at(index.bracket()).token(Kind.LEFT_BRACKET);
                expression(index.index());
                out.at(index.last()).token(Kind.RIGHT_BRACKET);
            }
            case Call call -> call(call);
            case Unary unary -> {
                out.at(unary.first()).token(unary.operator());
                expression(unary.operand());
            }
            case Binary binary -> {
                expression(binary.left());
                out.blank(Blank.SPACE)
                        .at(binary.operatorFirst())
                        .token(binary.operator())
                        .blank(Blank.SPACE);
                expression(binary.right());
            }
            case Parenthesized parenthesized -> {
                out.token(Kind.LEFT_PAREN);
                expression(parenthesized.inner());
                out.token(Kind.RIGHT_PAREN);
            }
        }
    }

    private void array(ArrayLiteral array) {
        out.at(array.first()).token(Kind.LEFT_BRACKET);
        int before = array.first();
        for (int i = 0; i < array.elements().size(); i++) {
            Expression element = array.elements().get(i);
            boolean ownLine = line(before) != line(element.first());
            if (ownLine) {
                out.blank(Blank.INDENT, Blank.BREAK);
            } else if (i > 0) {
                out.blank(Blank.SPACE);
            }
            before = element.last();
            expression(element);
            if (i + 1 < array.elements().size()) {
                out.token(Kind.COMMA);
            }
            if (ownLine) {
                out.blank(Blank.UNINDENT);
            }
        }
        if (!array.elements().isEmpty() && line(before) != line(array.last())) {
            out.token(Kind.COMMA).blank(Blank.INDENT, Blank.BREAK, Blank.UNINDENT);
        }
        out.at(array.last()).token(Kind.RIGHT_BRACKET);
    }

    private void object(ObjectLiteral object) {
        out.at(object.first()).token(Kind.LEFT_CURLY).blank(Blank.INDENT);
        int before = object.first();
        List<Field> fields = object.fields();
        for (int i = 0; i < fields.size(); i++) {
            Field field = fields.get(i);
            if (line(before) != line(field.first())) {
                boolean aligned = i > 0
                        && line(fields.get(i - 1).value().first())
                                == line(fields.get(i - 1).value().last());
                out.blank(aligned ? Blank.LINE : Blank.BREAK);
            } else if (i > 0) {
                out.blank(Blank.SPACE);
            }
            before = field.first() + bytes(field.name()) - 1;
            out.at(field.first());
            if (field.quoted()) {
                out.literal(Kind.STRING, GoStrings.quote(field.name()));
            } else {
                out.word(field.name());
            }
            out.blank(Blank.CELL).token(Kind.ASSIGN).blank(Blank.SPACE);
            expression(field.value());
            if (i + 1 < fields.size()) {
                out.token(Kind.COMMA);
            }
        }
        if (!fields.isEmpty() && line(before) != line(object.last())) {
            out.token(Kind.COMMA).blank(Blank.BREAK);
        }
        out.blank(Blank.UNINDENT).at(object.last()).token(Kind.RIGHT_CURLY);
    }

    private void call(Call call) {
        expression(call.function());
        out.token(Kind.LEFT_PAREN);
        int before = call.paren();
        for (int i = 0; i < call.arguments().size(); i++) {
            Expression argument = call.arguments().get(i);
            boolean ownLine = line(before) != line(argument.first());
            if (ownLine) {
                out.blank(Blank.BREAK, Blank.INDENT);
            }
            expression(argument);
            before = argument.last();
            if (i + 1 < call.arguments().size()) {
                out.token(Kind.COMMA).blank(Blank.SPACE);
            }
            if (ownLine) {
                out.blank(Blank.UNINDENT);
            }
        }
        if (line(before) != line(call.last())) {
            out.token(Kind.COMMA).blank(Blank.BREAK);
        }
        out.token(Kind.RIGHT_PAREN);
    }

    private int line(int offset) {
        return source.lineOf(offset);
    }

    private static int bytes(String text) {
        return text.getBytes(java.nio.charset.StandardCharsets.UTF_8).length;
    }
}
