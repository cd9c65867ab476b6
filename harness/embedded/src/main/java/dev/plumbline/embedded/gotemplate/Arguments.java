package dev.plumbline.embedded.gotemplate;

import dev.plumbline.embedded.gotemplate.Function.Kind;
import java.util.function.BiFunction;

/** Fits arguments to a function's parameters, with Go's words where they do not fit. */
final class Arguments {
    private final BiFunction<Node, String, TemplateException> errors;

    Arguments(BiFunction<Node, String, TemplateException> errors) {
        this.errors = errors;
    }

    void checkCount(Node.Identifier at, Function function, int given) throws TemplateException {
        int fixed = function.parameters().size() - (function.variadic() ? 1 : 0);
        if (function.variadic() ? given < fixed : given != fixed) {
            String want = (function.variadic() ? "at least " : "") + fixed;
            throw errors.apply(at, "wrong number of args for " + at.name() + ": want " + want + " got " + given);
        }
    }

    /** An argument as written: constants must be of the kind, everything else is looked at when it is there. */
    Object convert(Node node, Kind kind, Object value) throws TemplateException {
        if (node instanceof Node.Constant constant && kind != Kind.ANY) {
            return constant(constant, kind);
        }
        return checked(node, kind, value);
    }

    private Object constant(Node.Constant constant, Kind kind) throws TemplateException {
        Object value = constant.value();
        boolean fits = switch (kind) {
            case STRING -> value instanceof String;
            case INT -> value instanceof Long || value instanceof Double d && d == Math.rint(d);
            case FLOAT -> value instanceof Long || value instanceof Double;
            case BOOL -> value instanceof Boolean;
            case TIME -> false;
            case ANY -> true;
        };
        if (!fits) {
            if (value == Nil.NIL) {
                throw errors.apply(constant, "cannot assign nil to " + kind.goName());
            }
            String expected = switch (kind) {
                case STRING -> "expected string; found ";
                case INT -> "expected integer; found ";
                case FLOAT -> "expected float; found ";
                case BOOL -> "expected bool; found ";
                case TIME, ANY -> "can't handle " + constant + " for arg of type ";
            };
            throw errors.apply(constant, expected + (kind == Kind.TIME ? kind.goName() : constant));
        }
        return switch (kind) {
            case INT -> ((Number) value).longValue();
            case FLOAT -> ((Number) value).doubleValue();
            default -> value;
        };
    }

    private Object checked(Node node, Kind kind, Object value) throws TemplateException {
        boolean fits = switch (kind) {
            case STRING -> value instanceof String;
            case INT -> value instanceof Long;
            case FLOAT -> value instanceof Double;
            case BOOL -> value instanceof Boolean;
            case TIME -> value instanceof GoTime;
            case ANY -> true;
        };
        if (!fits) {
            throw errors.apply(
                    node,
                    value == Nil.NIL
                            ? "invalid value; expected " + kind.goName()
                            : "wrong type for value; expected " + kind.goName() + "; got " + Values.type(value));
        }
        return value;
    }

    /** An argument that a pipeline hands on; messages place it at what was read last. */
    Object convertLast(Node at, Kind kind, Object value) throws TemplateException {
        return checked(at, kind, value);
    }
}
