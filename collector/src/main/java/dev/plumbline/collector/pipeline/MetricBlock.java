package dev.plumbline.collector.pipeline;

import dev.plumbline.collector.config.Arguments;
import dev.plumbline.collector.config.Attribute;
import dev.plumbline.collector.config.Value;
import java.util.List;
import java.util.Optional;
import java.util.stream.DoubleStream;

/** One {@code metric.counter}, {@code metric.gauge} or {@code metric.histogram} as it is written. */
record MetricBlock(
        CustomFamily family, String source, String value, String action, boolean matchAll, boolean countBytes) {
    /** Where no buckets are named; those that Prometheus' libraries have. */
    private static final double[] USUAL_BOUNDS = {
        0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, Double.POSITIVE_INFINITY
    };

    private static final long SECOND = 1_000_000_000L;
    private static final String PREFIX = "loki_process_custom_";

    /** Endings that the exposition format keeps for itself. */
    private static final List<String> RESERVED = List.of("_bucket", "_created", "_info");

    static Optional<MetricBlock> read(StageBlock block) {
        Arguments arguments = block.arguments();
        String type = arguments.block().name().replaceFirst("^metric\\.", "");
        String name = block.required("name", "name is required");
        String prefix = arguments.text("prefix", "");
        String full = (prefix.isEmpty() ? PREFIX : prefix) + name;
        long idle = block.duration("max_idle_duration", 300 * SECOND);
        if (idle < SECOND) {
            block.problem("max_idle_duration", "max_idle_duration must be greater or equal than 1s");
        }
        if (!full.matches("[a-zA-Z_:][a-zA-Z0-9_:]*") || RESERVED.stream().anyMatch(full::endsWith)) {
            block.problem("name", "\"" + full + "\" is no metric name that can be exposed");
        }
        String action = action(block, type);
        boolean matchAll = arguments.flag("match_all", false);
        boolean countBytes = arguments.flag("count_entry_bytes", false);
        if (matchAll && !arguments.text("value", "").isEmpty()) {
            block.problem("value", "a 'counter' metric supports either 'match_all' or a 'value', but not both");
        }
        if (countBytes && (!matchAll || !action.equals("add"))) {
            block.problem(
                    "count_entry_bytes",
                    "the 'count_entry_bytes' counter field must be specified along with match_all set to true or"
                            + " action set to 'add'");
        }
        if (!block.sound()) {
            return Optional.empty();
        }
        CustomFamily family = new CustomFamily(
                kind(type, full),
                full,
                arguments.text("description", ""),
                type.equals("histogram") ? bounds(arguments) : new double[0],
                idle,
                block.environment());
        String source = arguments.text("source", "");
        return Optional.of(new MetricBlock(
                family, source.isEmpty() ? name : source, arguments.text("value", ""), action, matchAll, countBytes));
    }

    private static CustomFamily.Kind kind(String type, String name) {
        boolean total = name.endsWith("_total");
        return switch (type) {
            case "histogram" -> CustomFamily.Kind.HISTOGRAM;
            case "gauge" -> total ? CustomFamily.Kind.COUNTER : CustomFamily.Kind.GAUGE;
            default -> total ? CustomFamily.Kind.COUNTER : CustomFamily.Kind.UNTYPED_COUNTER;
        };
    }

    private static String action(StageBlock block, String type) {
        if (type.equals("histogram")) {
            return "observe";
        }
        String action = block.arguments().text("action", "");
        List<String> known = type.equals("gauge") ? List.of("set", "inc", "dec", "add", "sub") : List.of("inc", "add");
        if (!known.contains(action) && !block.arguments().isUnknown("action")) {
            block.problem(
                    "action", "the 'action' " + type + " field must be one of " + known + ", found \"" + action + "\"");
        }
        return action;
    }

    private static double[] bounds(Arguments arguments) {
        List<Value> written = arguments
                .block()
                .attribute("buckets")
                .map(Attribute::value)
                .map(value -> value instanceof Value.Array array ? array.elements() : List.<Value>of())
                .orElse(List.of());
        if (written.isEmpty()) {
            return USUAL_BOUNDS.clone();
        }
        DoubleStream bounds = written.stream().mapToDouble(value -> switch (value) {
            case Value.Whole whole -> whole.value();
            case Value.Decimal decimal -> decimal.value();
            default -> Double.POSITIVE_INFINITY;
        });
        return DoubleStream.concat(bounds, DoubleStream.of(Double.POSITIVE_INFINITY))
                .distinct()
                .sorted()
                .toArray();
    }
}
