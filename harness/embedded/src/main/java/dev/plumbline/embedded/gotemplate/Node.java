package dev.plumbline.embedded.gotemplate;

import java.util.List;
import java.util.Optional;

/** A piece of a parsed template; positions are offsets into its text, and text is as Go would write the piece back. */
sealed interface Node {
    /** Where it starts. */
    int position();

    /** Text that is written as it is. */
    record Text(int position, String text) implements Node {}

    /** A pipeline whose value is written. */
    record Action(int position, Pipe pipe) implements Node {
        @Override
        public String toString() {
            return "{{" + pipe + "}}";
        }
    }

    /** Which branch statement it is. */
    enum Kind {
        IF,
        WITH,
        RANGE
    }

    /** A statement with two branches. */
    record Branch(int position, Kind kind, Pipe pipe, List<Node> body, List<Node> otherwise) implements Node {}

    /** Leaves a range, or goes on with its next round. */
    record Jump(int position, boolean leave) implements Node {}

    /** Runs another template. */
    record Call(int position, String name, Optional<Pipe> pipe) implements Node {
        @Override
        public String toString() {
            return "{{template " + GoStrings.quote(name)
                    + pipe.map(p -> " " + p).orElse("") + "}}";
        }
    }

    /** Commands, each of which takes the value of the one before as its last argument. */
    record Pipe(int position, List<String> variables, boolean assigns, List<Command> commands) implements Node {
        @Override
        public String toString() {
            String declared = variables.isEmpty() ? "" : String.join(", ", variables) + (assigns ? " = " : " := ");
            return declared
                    + String.join(
                            " | ", commands.stream().map(Command::toString).toList());
        }
    }

    /** A function or value with its arguments. */
    record Command(int position, List<Node> arguments) implements Node {
        @Override
        public String toString() {
            return String.join(
                    " ",
                    arguments.stream()
                            .map(a -> a instanceof Pipe ? "(" + a + ")" : a.toString())
                            .toList());
        }
    }

    /** A function's name. */
    record Identifier(int position, String name) implements Node {
        @Override
        public String toString() {
            return name;
        }
    }

    /** A field of the dot, and fields of it. */
    record Field(int position, List<String> names) implements Node {
        @Override
        public String toString() {
            return "." + String.join(".", names);
        }
    }

    /** A field of whatever a pipeline in parentheses yields. */
    record Chain(int position, Node inner, List<String> names) implements Node {
        @Override
        public String toString() {
            return (inner instanceof Pipe ? "(" + inner + ")" : inner.toString()) + "." + String.join(".", names);
        }
    }

    /** A variable, and fields of it. */
    record Variable(int position, String name, List<String> names) implements Node {
        @Override
        public String toString() {
            return names.isEmpty() ? name : name + "." + String.join(".", names);
        }
    }

    /** The dot. */
    record Dot(int position) implements Node {
        @Override
        public String toString() {
            return ".";
        }
    }

    /** A constant, and how it was written. */
    record Constant(int position, Object value, String text) implements Node {
        @Override
        public String toString() {
            return text;
        }
    }
}
