package dev.plumbline.collector.syntax;

import java.util.List;

/** An expression; {@code first} and {@code last} are the offsets of its first and last byte. */
public sealed interface Expression {
    int first();

    int last();

    /** A name without a dot, such as the head of a reference. */
    record Identifier(String name, int first, int last) implements Expression {}

    /**
     * A literal.
     *
     * @param kind NUMBER, FLOAT, STRING, BOOL or NULL
     * @param text as written, quotes included
     */
    record Literal(Kind kind, String text, int first, int last) implements Expression {}

    /** A list. */
    record ArrayLiteral(List<Expression> elements, int first, int last) implements Expression {
        public ArrayLiteral {
            elements = List.copyOf(elements);
        }
    }

    /** An object. */
    record ObjectLiteral(List<Field> fields, int first, int last) implements Expression {
        public ObjectLiteral {
            fields = List.copyOf(fields);
        }
    }

    /**
     * One field of an object.
     *
     * @param name without its quotes; escapes in it stay as written, as in Alloy
     * @param quoted whether it stood in quotes
     * @param first offset of the name, with its quote
     */
    record Field(String name, boolean quoted, int first, Expression value) {}

    /** A field taken by name: {@code value.name}. */
    record Access(Expression value, String name, int nameFirst, int last) implements Expression {
        @Override
        public int first() {
            return value.first();
        }
    }

    /** An element taken by index or key: {@code value[index]}. */
    record Index(Expression value, Expression index, int bracket, int last) implements Expression {
        @Override
        public int first() {
            return value.first();
        }
    }

    /** A function call. */
    record Call(Expression function, List<Expression> arguments, int paren, int last) implements Expression {
        public Call {
            arguments = List.copyOf(arguments);
        }

        @Override
        public int first() {
            return function.first();
        }
    }

    /** {@code -x} or {@code !x}. */
    record Unary(Kind operator, Expression operand, int first) implements Expression {
        @Override
        public int last() {
            return operand.last();
        }
    }

    /** Two operands and the operator between them. */
    record Binary(Expression left, Kind operator, int operatorFirst, Expression right) implements Expression {
        @Override
        public int first() {
            return left.first();
        }

        @Override
        public int last() {
            return right.last();
        }
    }

    /** An expression in parentheses. */
    record Parenthesized(Expression inner, int first, int last) implements Expression {}
}
