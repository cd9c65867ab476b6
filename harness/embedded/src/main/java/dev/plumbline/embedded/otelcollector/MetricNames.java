package dev.plumbline.embedded.otelcollector;

import dev.plumbline.embedded.otlp.UnitWords;
import io.opentelemetry.proto.metrics.v1.Metric;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** Makes Prometheus' names of OpenTelemetry's: units and types as suffixes, odd characters as underscores. */
final class MetricNames {
    private final String namespace;
    private final boolean suffixes;

    MetricNames(String namespace, boolean suffixes) {
        this.namespace = namespace;
        this.suffixes = suffixes;
    }

    /** Returns a metric's name; empty if nothing but underscores remains. */
    Optional<String> metric(Metric metric) {
        boolean counter = metric.hasSum() && metric.getSum().getIsMonotonic();
        return metric(metric.getName(), metric.getUnit(), counter, metric.hasGauge());
    }

    Optional<String> metric(String name, String unit, boolean counter, boolean gauge) {
        List<String> tokens = new ArrayList<>();
        if (suffixes) {
            Arrays.stream(name.split("[^a-zA-Z0-9:]+"))
                    .filter(t -> !t.isEmpty())
                    .forEach(tokens::add);
            addUnits(tokens, unit);
            if (counter) {
                tokens.removeIf("total"::equals);
                tokens.add("total");
            }
            if (gauge && unit.equals("1")) {
                tokens.removeIf("ratio"::equals);
                tokens.add("ratio");
            }
        } else {
            Arrays.stream(name.split("[^a-zA-Z0-9:_]+"))
                    .filter(t -> !t.isEmpty())
                    .forEach(tokens::add);
        }
        if (!namespace.isEmpty()) {
            tokens.addFirst(namespace);
        }
        String joined = String.join("_", tokens);
        if (joined.isEmpty() || joined.chars().allMatch(c -> c == '_')) {
            return Optional.empty();
        }
        return Optional.of(Character.isDigit(joined.charAt(0)) ? "_" + joined : joined);
    }

    private static void addUnits(List<String> tokens, String unit) {
        String[] parts = unit.split("/", 2);
        String main = clean(UnitWords.unit(parts[0].strip()));
        String per = parts.length > 1 ? UnitWords.per(parts[1].strip()) : "";
        per = per.isEmpty() ? "" : clean("per_" + per).replaceFirst("_$", "");
        if (tokens.contains(main)) {
            main = "";
        }
        if (per.equals("per") || tokens.contains(per)) {
            per = "";
        }
        if (!per.isEmpty()) {
            main = main.replaceFirst("_$", "");
        }
        if (!main.isEmpty()) {
            tokens.add(main);
        }
        if (!per.isEmpty()) {
            tokens.add(per);
        }
    }

    private static String clean(String unit) {
        return unit.replaceAll("[^a-zA-Z0-9:]+", "_").replaceFirst("^_", "");
    }

    /** Returns a label's name; empty if nothing but underscores remains. */
    static Optional<String> label(String name) {
        String clean = name.replaceAll("[^a-zA-Z0-9]", "_");
        if (clean.chars().allMatch(c -> c == '_')) {
            return Optional.empty();
        }
        return Optional.of(Character.isDigit(clean.charAt(0)) ? "key_" + clean : clean);
    }
}
