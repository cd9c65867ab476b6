package dev.plumbline.embedded.prometheus.promql;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A function's signature.
 *
 * @param name its name
 * @param arguments types of its arguments; the last one holds for further ones too
 * @param variadic how many arguments may follow or be left out; -1 for any number
 * @param result what it evaluates to
 * @param experimental whether it is switched off unless a feature flag is given
 */
public record Function(String name, List<ValueType> arguments, int variadic, ValueType result, boolean experimental) {
    private static final Map<String, Function> ALL = all();

    public Function {
        arguments = List.copyOf(arguments);
    }

    /** Finds a function of Prometheus 3.14. */
    public static Optional<Function> named(String name) {
        return Optional.ofNullable(ALL.get(name));
    }

    /** Signatures: v instant vector, m range vector, s scalar, t string. */
    private static Map<String, Function> all() {
        Map<String, Function> all = new HashMap<>();
        add(all, "", 0, "s", false, "pi time");
        add(all, "", 0, "s", true, "end range start step");
        add(
                all,
                "m",
                0,
                "v",
                false,
                "absent_over_time avg_over_time changes count_over_time delta deriv first_over_time "
                        + " idelta increase irate last_over_time max_over_time min_over_time present_over_time rate "
                        + " resets stddev_over_time stdvar_over_time sum_over_time");
        add(
                all,
                "m",
                0,
                "v",
                true,
                "mad_over_time ts_of_first_over_time ts_of_last_over_time ts_of_max_over_time "
                        + " ts_of_min_over_time");
        add(all, "ms", 0, "v", false, "predict_linear");
        add(all, "mss", 0, "v", true, "double_exponential_smoothing");
        add(all, "s", 0, "v", false, "vector");
        add(all, "sm", 0, "v", false, "quantile_over_time");
        add(all, "ss", 0, "s", true, "max_of min_of");
        add(all, "ssv", 0, "v", false, "histogram_fraction");
        add(all, "sv", 0, "v", false, "histogram_quantile");
        add(all, "v", 0, "s", false, "scalar");
        add(
                all,
                "v",
                0,
                "v",
                false,
                "abs absent acos acosh asin asinh atan atanh ceil cos cosh deg exp floor histogram_avg "
                        + " histogram_count histogram_stddev histogram_stdvar histogram_sum ln log10 log2 rad sgn "
                        + " sin sinh sort sort_desc sqrt tan tanh timestamp");
        add(all, "v", 0, "v", true, "start_timestamp");
        add(all, "v", 1, "v", false, "day_of_month day_of_week day_of_year days_in_month hour minute month year");
        add(all, "vs", 0, "v", false, "clamp_max clamp_min");
        add(all, "vs", 1, "v", false, "round");
        add(all, "vss", 0, "v", false, "clamp");
        add(all, "vt", -1, "v", true, "sort_by_label sort_by_label_desc");
        add(all, "vtss", 9, "v", true, "histogram_quantiles");
        add(all, "vttt", -1, "v", false, "label_join");
        add(all, "vtttt", 0, "v", false, "label_replace");
        add(all, "vv", 1, "v", true, "info");
        return Map.copyOf(all);
    }

    private static void add(
            Map<String, Function> all, String arguments, int variadic, String result, boolean off, String names) {
        List<ValueType> types = new ArrayList<>();
        arguments.chars().forEach(c -> types.add(type((char) c)));
        for (String name : names.split(" ")) {
            all.put(name, new Function(name, types, variadic, type(result.charAt(0)), off));
        }
    }

    private static ValueType type(char letter) {
        return switch (letter) {
            case 'v' -> ValueType.VECTOR;
            case 'm' -> ValueType.MATRIX;
            case 's' -> ValueType.SCALAR;
            default -> ValueType.STRING;
        };
    }
}
