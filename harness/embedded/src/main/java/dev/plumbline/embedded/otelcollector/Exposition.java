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

    static String of(SortedMap<String, Family> families, Format format, boolean timestamps) {
        boolean openMetrics = format.openMetrics();
        Exposition exposition = new Exposition(openMetrics, timestamps);
        families.forEach(exposition::family);
        if (openMetrics) {
            exposition.out.append("# EOF\n");
        }
        return exposition.out.toString();
    }

    private record Shown(SortedMap<String, String> labels, Point point) {
        List<Exemplar> exemplars() {
            return point.exemplars();
        }
    }

    private void family(String written, Family family) {
        String name = legacy(written, true);
        String shown = openMetrics && family.type().equals("counter") ? name.replaceFirst("_total$", "") : name;
        out.append("# HELP ")
                .append(shown)
                .append(' ')
                .append(PromText.escaped(family.help()))
                .append('\n');
        out.append("# TYPE ").append(shown).append(' ').append(family.type()).append('\n');
        family.points().forEach(one -> point(shown, family.type(), new Shown(one.getKey(), one.getValue())));
    }

    private void point(String name, String type, Shown point) {
        switch (point.point().value()) {
            case Point.Value.Single n -> {
                String suffix = openMetrics && type.equals("counter") ? "_total" : "";
                Optional<Exemplar> exemplar =
                        type.equals("counter") ? point.exemplars().stream().reduce((a, b) -> b) : Optional.empty();
                line(name + suffix, point, "", "", real(n.value()), exemplar);
            }
            case Point.Value.Histogram h -> histogram(name, point, h);
            case Point.Value.Exponential e ->
                histogram(name, point, new Point.Value.Histogram(List.of(), List.of(), e.count(), e.sum()));
            case Point.Value.Summary s -> {
                for (double[] quantile : s.quantiles()) {
                    line(name, point, "quantile", real(quantile[0]), real(quantile[1]), Optional.empty());
                }
                line(name + "_sum", point, "", "", real(s.sum()), Optional.empty());
                line(name + "_count", point, "", "", whole(s.count()), Optional.empty());
            }
        }
    }

    private void histogram(String name, Shown point, Point.Value.Histogram h) {
        long below = 0;
        double previous = Double.NEGATIVE_INFINITY;
        SortedMap<Double, Integer> bounds = new TreeMap<>();
        for (int i = 0; i < h.bounds().size(); i++) {
            bounds.putIfAbsent(h.bounds().get(i), i);
        }
        for (Map.Entry<Double, Integer> bound : bounds.entrySet()) {
            below += bound.getValue() < h.counts().size() ? h.counts().get(bound.getValue()) : 0;
            line(
                    name + "_bucket",
                    point,
                    "le",
                    real(bound.getKey()),
                    whole(below),
                    within(point.exemplars(), previous, bound.getKey()));
            previous = bound.getKey();
        }
        line(
                name + "_bucket",
                point,
                "le",
                "+Inf",
                whole(h.count()),
                within(point.exemplars(), previous, Double.POSITIVE_INFINITY));
        line(name + "_sum", point, "", "", real(h.sum()), Optional.empty());
        line(name + "_count", point, "", "", whole(h.count()), Optional.empty());
    }

    private static Optional<Exemplar> within(List<Exemplar> exemplars, double above, double upTo) {
        return exemplars.stream()
                .filter(e -> value(e) > above && value(e) <= upTo)
                .reduce((a, b) -> b);
    }

    private static double value(Exemplar exemplar) {
        return exemplar.hasAsInt() ? exemplar.getAsInt() : exemplar.getAsDouble();
    }

    private String whole(long value) {
        return openMetrics ? Long.toUnsignedString(value) : PromText.number((double) value);
    }

    private String real(double value) {
        return openMetrics ? PromText.openMetrics(value) : PromText.number(value);
    }

    private void line(
            String name, Shown point, String label, String labelValue, String value, Optional<Exemplar> exemplar) {
        out.append(name);
        StringBuilder labels = new StringBuilder();
        point.labels().forEach((n, v) -> append(labels, legacy(n, false), v));
        if (!label.isEmpty()) {
            append(labels, label, labelValue);
        }
        if (!labels.isEmpty()) {
            out.append('{').append(labels).append('}');
        }
        out.append(' ').append(value);
        long millis = point.point().timeNanos() / 1_000_000;
        if (timestamps && point.point().timeNanos() >= 0) {
            out.append(' ').append(openMetrics ? PromText.openMetrics(millis / 1000.0) : Long.toString(millis));
        }
        if (openMetrics) {
            exemplar.ifPresent(this::exemplar);
        }
        out.append('\n');
    }

    private void exemplar(Exemplar exemplar) {
        Map<String, String> labels = new TreeMap<>();
        if (!exemplar.getTraceId().isEmpty()) {
            labels.put(
                    "trace_id", HexFormat.of().formatHex(exemplar.getTraceId().toByteArray()));
        }
        if (!exemplar.getSpanId().isEmpty()) {
            labels.put("span_id", HexFormat.of().formatHex(exemplar.getSpanId().toByteArray()));
        }
        if (labels.isEmpty()) {
            return;
        }
        StringBuilder text = new StringBuilder();
        labels.forEach((n, v) -> append(text, n, v));
        out.append(" # {").append(text).append("} ").append(PromText.openMetrics(value(exemplar)));
        out.append(' ').append(PromText.openMetrics(exemplar.getTimeUnixNano() / 1e9));
    }

    /** Puts underscores for what only a name of today's Prometheus may hold. */
    private static String legacy(String name, boolean metric) {
        String clean = name.replaceAll(metric ? "[^a-zA-Z0-9_:]" : "[^a-zA-Z0-9_]", "_");
        return !clean.isEmpty() && Character.isDigit(clean.charAt(0)) ? "_" + clean.substring(1) : clean;
    }

    private static void append(StringBuilder labels, String name, String value) {
        if (!labels.isEmpty()) {
            labels.append(',');
        }
        labels.append(name).append("=\"").append(PromText.escaped(value)).append('"');
    }
}
