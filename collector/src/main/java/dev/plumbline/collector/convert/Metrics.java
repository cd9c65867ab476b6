package dev.plumbline.collector.convert;

import java.util.Locale;
import java.util.Set;

/** Converts the {@code config} of one metric, by Promtail's rules for what goes with what. */
final class Metrics {
    private Metrics() {}

    static void write(String type, StageNode metric, AlloyText out) {
        if (!metric.has("config")) {
            if (type.equals("histogram")) {
                out.raw("buckets", "[]");
                return;
            }
            throw new ConversionException("failed to create " + type + " metric process stage: action is required");
        }
        StageNode config = metric.inner("config");
        out.text("value", config.text("value", ""), "");
        switch (type) {
            case "counter" -> counter(config, out);
            case "gauge" -> out.text("action", action(type, config, Set.of("set", "inc", "dec", "add", "sub")));
            default -> out.raw("buckets", "[" + String.join(", ", config.numbers("buckets")) + "]");
        }
    }

    private static void counter(StageNode config, AlloyText out) {
        String action = action("counter", config, Set.of("inc", "add"));
        boolean all = config.flag("match_all", false);
        boolean bytes = config.flag("count_entry_bytes", false);
        if (all && config.has("value")) {
            throw failure("counter", "`match_all: true` cannot be combined with `value`, please remove one");
        }
        if (bytes && (!all || !action.equals("add"))) {
            throw failure("counter", "`count_entry_bytes: true` needs `match_all: true` and `action: add`");
        }
        out.text("action", action).flag("match_all", all, false).flag("count_entry_bytes", bytes, false);
    }

    private static String action(String type, StageNode config, Set<String> allowed) {
        String action = config.text("action", "").toLowerCase(Locale.ROOT);
        if (!allowed.contains(action)) {
            throw failure(type, action.isEmpty() ? "action is required" : "unknown action " + action);
        }
        return action;
    }

    private static ConversionException failure(String type, String why) {
        return new ConversionException("failed to create " + type + " metric process stage: " + why);
    }
}
