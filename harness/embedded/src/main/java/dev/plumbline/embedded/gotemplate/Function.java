package dev.plumbline.embedded.gotemplate;

import java.util.List;

/**
 * A function that templates can call.
 *
 * @param parameters kinds of its parameters; the last one repeats if it is variadic
 * @param variadic whether the last parameter takes any number of arguments
 * @param body what it does
 */
public record Function(List<Kind> parameters, boolean variadic, Body body) {
    /** What a parameter takes. */
    public enum Kind {
        STRING("string"),
        INT("int"),
        FLOAT("float64"),
        BOOL("bool"),
        TIME("time.Time"),
        ANY("interface {}");

        private final String goName;

        Kind(String goName) {
            this.goName = goName;
        }

        String goName() {
            return goName;
        }
    }

    /** Computes a result from arguments of the declared kinds. */
    @FunctionalInterface
    public interface Body {
        /**
         * Computes it.
         *
         * @throws TemplateException with the error's own text, as Go's function would return it
         */
        Object call(List<Object> arguments) throws TemplateException;
    }

    public Function {
        parameters = List.copyOf(parameters);
    }

    /** Returns a function with a fixed number of parameters. */
    public static Function of(Body body, Kind... parameters) {
        return new Function(List.of(parameters), false, body);
    }

    /** Returns a function whose last parameter repeats. */
    public static Function variadic(Body body, Kind... parameters) {
        return new Function(List.of(parameters), true, body);
    }

    Kind kind(int index) {
        return parameters.get(Math.min(index, parameters.size() - 1));
    }
}
