package dev.plumbline.collector.template;

import java.util.List;
import java.util.Map;

/**
 * A function that templates may call.
 *
 * @param kinds one letter for each parameter: s string, i int, f float64, b bool, m map, a anything
 * @param variadic whether the last parameter may be given any number of times, also not at all
 */
record Function(String kinds, boolean variadic, Body body) {
    /** What a function does. */
    interface Body {
        Object apply(Call call) throws TemplateException;
    }

    Object apply(List<Object> arguments) throws TemplateException {
        return body.apply(new Call(arguments));
    }

    void checkCount(String name, int count) throws TemplateException {
        int least = variadic ? kinds.length() - 1 : kinds.length();
        if (count < least || !variadic && count > least) {
            throw new TemplateException("wrong number of args for " + name + ": want " + (variadic ? "at least " : "")
                    + least + " got " + count);
        }
    }

    private char kind(int i) {
        return kinds.charAt(Math.min(i, kinds.length() - 1));
    }

    /** Fits an operand to its parameter; a constant number becomes what is wanted. */
    Object constant(int i, Node.Operand operand, Object value) throws TemplateException {
        if (operand instanceof Node.Operand.Constant constant && value instanceof Number number) {
            if (kind(i) == 'f') {
                return number.doubleValue();
            }
            if (kind(i) == 'i' && constant.alsoInt()) {
                return number.longValue();
            }
        }
        return checked(i, value);
    }

    /** Refuses a value of another type than the parameter's. */
    Object checked(int i, Object value) throws TemplateException {
        boolean fits = switch (kind(i)) {
            case 's' -> value instanceof String;
            case 'i' -> value instanceof Long;
            case 'f' -> value instanceof Double;
            case 'b' -> value instanceof Boolean;
            case 'm' -> value instanceof Map<?, ?>;
            default -> true;
        };
        if (!fits) {
            throw new TemplateException("wrong type for value; expected " + kind(i) + "; got " + Values.type(value));
        }
        return value;
    }
}
