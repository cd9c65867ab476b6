package dev.plumbline.embedded.otelcollector;

import io.opentelemetry.proto.metrics.v1.Exemplar;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/** Writes families as Prometheus' text format or as OpenMetrics. */
final class Exposition {
    private final StringBuilder out = new StringBuilder();
    private final boolean openMetrics;
    private final boolean timestamps;

    private Exposition(boolean openMetrics, boolean timestamps) {
        this.openMetrics = openMetrics;
        this.timestamps = timestamps;
    }

    static String of(SortedMap<String, Family> families, boolean openMetrics, boolean timestamps) {
        Exposition exposition = new Exposition(openMetrics, timestamps);
        families.forEach(exposition::family);
        if (openMetrics) {
            exposition.out.append("# EOF\n");
        }
        return exposition.out.toString();
    }

    private void family(String name, Family family) {
        String shown = openMetrics && family.type().equals("counter") ? name.replaceFirst("_total$", "") : name;
        out.append("# HELP ")
                .append(shown)
                .append(' ')
                .append(PromText.escaped(family.help()))
                .append('\n');
        out.append("# TYPE ").append(shown).append(' ').append(family.type()).append('\n');
        family.points().values().stream()
                .sorted((a, b) -> Family.BY_LABELS.compare(a.labels(), b.labels()))
                .forEach(point -> point(shown, family.type(), point));
    }

    private void point(String name, String type, Point point) {
        switch (point.value()) {
            case Point.Value.Single n -> {
                String suffix = openMetrics && type.equals("counter") ? "_total" : "";
                Optional<Exemplar> exemplar =
                        type.equals("counter") ? point.exemplars().stream().reduce((a, b) -> b) : Optional.empty();
                line(name + suffix, point, "", "", real(n.value()), exemplar);
            }
            case Point.Value.Histogram h -> histogram(name, point, h);
            case Point.Value.Summary s -> {
                for (double[] quantile : s.quantiles()) {
                    line(name, point, "quantile", real(quantile[0]), real(quantile[1]), Optional.empty());
                }
                line(name + "_sum", point, "", "", real(s.sum()), Optional.empty());
                line(name + "_count", point, "", "", Long.toString(s.count()), Optional.empty());
            }
        }
    }

    private void histogram(String name, Point point, Point.Value.Histogram h) {
        long below = 0;
        double previous = Double.NEGATIVE_INFINITY;
        for (int i = 0; i < h.bounds().size() && i < h.counts().size(); i++) {
            below += h.counts().get(i);
            double bound = h.bounds().get(i);
            line(
                    name + "_bucket",
                    point,
                    "le",
                    real(bound),
                    Long.toString(below),
                    within(point.exemplars(), previous, bound));
            previous = bound;
        }
        line(
                name + "_bucket",
                point,
                "le",
                "+Inf",
                Long.toString(h.count()),
                within(point.exemplars(), previous, Double.POSITIVE_INFINITY));
        line(name + "_sum", point, "", "", real(h.sum()), Optional.empty());
        line(name + "_count", point, "", "", Long.toString(h.count()), Optional.empty());
    }

    private static Optional<Exemplar> within(List<Exemplar> exemplars, double above, double upTo) {
        return exemplars.stream()
                .filter(e -> value(e) > above && value(e) <= upTo)
                .reduce((a, b) -> b);
    }

    private static double value(Exemplar exemplar) {
        return exemplar.hasAsInt() ? exemplar.getAsInt() : exemplar.getAsDouble();
    }

    private String real(double value) {
        return openMetrics ? PromText.openMetrics(value) : PromText.number(value);
    }

    private void line(
            String name, Point point, String label, String labelValue, String value, Optional<Exemplar> exemplar) {
        out.append(name);
        StringBuilder labels = new StringBuilder();
        point.labels().forEach((n, v) -> append(labels, n, v));
        if (!label.isEmpty()) {
            append(labels, label, labelValue);
        }
        if (!labels.isEmpty()) {
            out.append('{').append(labels).append('}');
        }
        out.append(' ').append(value);
        if (timestamps && point.timeNanos() > 0) {
            out.append(' ')
                    .append(
                            openMetrics
                                    ? PromText.timestamp(point.timeNanos())
                                    : Long.toString(point.timeNanos() / 1_000_000));
        }
        if (openMetrics) {
            exemplar.ifPresent(this::exemplar);
        }
        out.append('\n');
    }

    private void exemplar(Exemplar exemplar) {
        Map<String, String> labels = new TreeMap<>();
        exemplar.getFilteredAttributesList()
                .forEach(a -> MetricNames.label(a.getKey())
                        .ifPresent(n -> labels.put(n, a.getValue().getStringValue())));
        if (!exemplar.getTraceId().isEmpty()) {
            labels.put(
                    "trace_id", HexFormat.of().formatHex(exemplar.getTraceId().toByteArray()));
        }
        if (!exemplar.getSpanId().isEmpty()) {
            labels.put("span_id", HexFormat.of().formatHex(exemplar.getSpanId().toByteArray()));
        }
        StringBuilder text = new StringBuilder();
        labels.forEach((n, v) -> append(text, n, v));
        out.append(" # {").append(text).append("} ").append(PromText.openMetrics(value(exemplar)));
        if (exemplar.getTimeUnixNano() != 0) {
            out.append(' ').append(PromText.timestamp(exemplar.getTimeUnixNano()));
        }
    }

    private static void append(StringBuilder labels, String name, String value) {
        if (!labels.isEmpty()) {
            labels.append(',');
        }
        labels.append(name).append("=\"").append(PromText.escaped(value)).append('"');
    }
}
