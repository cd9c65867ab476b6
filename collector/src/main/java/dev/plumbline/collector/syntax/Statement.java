package dev.plumbline.collector.syntax;

import java.util.List;

/** A statement of a body; {@code first} and {@code last} are the offsets of its first and last byte. */
public sealed interface Statement {
    int first();

    int last();

    /** {@code name = value}. */
    record Assignment(String name, int first, int nameLast, Expression value) implements Statement {
        @Override
        public int last() {
            return value.last();
        }
    }

    /**
     * A block.
     *
     * @param name dotted name
     * @param label without quotes; empty where there is none
     * @param first offset of the name
     * @param labelFirst offset of the label's quote, or -1
     * @param curly offset of the opening brace
     * @param last offset of the closing brace
     */
    record BlockStatement(
            String name, String label, int first, int labelFirst, int curly, List<Statement> body, int last)
            implements Statement {
        public BlockStatement {
            body = List.copyOf(body);
        }
    }
}
