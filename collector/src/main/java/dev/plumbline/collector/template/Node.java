package dev.plumbline.collector.template;

import java.util.List;
import java.util.Optional;

/** A part of a parsed template. */
sealed interface Node {
    /** Text as it stands. */
    record Text(String text) implements Node {}

    /** A pipeline whose value is printed, unless it declares a variable. */
    record Action(Pipe pipe) implements Node {}

    /** {@code if} and {@code with}. */
    record Branch(boolean setsDot, Pipe pipe, List<Node> then, List<Node> otherwise) implements Node {}

    /** {@code range}. */
    record Range(Pipe pipe, List<Node> body, List<Node> otherwise) implements Node {}

    /** {@code template "name" pipe}. */
    record Include(String name, Optional<Pipe> pipe) implements Node {}

    /** {@code break} or {@code continue}. */
    record Jump(boolean out) implements Node {}

    /** Commands one behind the other, and the variables that take the last one's value. */
    record Pipe(List<String> variables, boolean declares, List<Command> commands) {}

    /** A function with its arguments, or one operand alone. */
    record Command(List<Operand> operands) {}

    /** What stands in a command. */
    sealed interface Operand {
        /** {@code .}. */
        record Dot() implements Operand {}

        /** {@code nil}. */
        record NilWord() implements Operand {}

        /** {@code .a.b} of the dot. */
        record Field(List<String> names) implements Operand {}

        /** {@code $x.a.b}. */
        record Variable(String name, List<String> fields) implements Operand {}

        /** {@code (pipe).a.b}. */
        record Nested(Pipe pipe, List<String> fields) implements Operand {}

        /** The name of a function. */
        record Name(String name) implements Operand {}

        /** A string, boolean or number; numbers without point and exponent are ints. */
        record Constant(Object value, boolean alsoInt) implements Operand {}
    }
}
