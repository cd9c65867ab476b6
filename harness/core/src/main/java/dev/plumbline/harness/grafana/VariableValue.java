package dev.plumbline.harness.grafana;

import java.util.List;

/**
 * What a template variable stands for at the moment.
 *
 * @param values one value, or several where the variable is a list
 * @param isList whether it is formatted as a list, even with one value or none
 * @param verbatim whether it replaces as it is, without any escaping: a custom "all" value
 */
public record VariableValue(List<String> values, boolean isList, boolean verbatim) {
    public VariableValue {
        values = List.copyOf(values);
    }

    /** Returns a single value. */
    public static VariableValue of(String value) {
        return new VariableValue(List.of(value), false, false);
    }

    /** Returns a list of values. */
    public static VariableValue list(List<String> values) {
        return new VariableValue(values, true, false);
    }

    /** Returns a custom "all" value, which no format touches. */
    public static VariableValue allValue(String value) {
        return new VariableValue(List.of(value), false, true);
    }

    String single() {
        return values.isEmpty() ? "" : values.getFirst();
    }
}
