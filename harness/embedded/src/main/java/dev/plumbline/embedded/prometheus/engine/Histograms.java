package dev.plumbline.embedded.prometheus.engine;

import dev.plumbline.embedded.prometheus.model.GoText;
import dev.plumbline.embedded.prometheus.model.Labels;
import dev.plumbline.embedded.prometheus.promql.Expr;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;

/** Functions over classic histograms, whose buckets are series with a label {@code le}. */
final class Histograms {
    private static final List<String> LE = List.of("le");

    private Histograms() {}

    static List<Point> quantiles(Expr.Call c, List<List<Point>> in, long time, Annotations annotations) {
        double q = in.get(0).getFirst().value();
        annotations.quantileOutOfRange(q, c.args().get(0).range());
        List<Point> out = new ArrayList<>();
        group(in.get(1), c.args().get(1), annotations).forEach((metric, buckets) -> {
            Buckets.Quantile found = buckets.quantile(q);
            if (found.forced()) {
                annotations.forcedMonotonicity(
                        c.args().get(1).range(), time, found.lowest(), found.highest(), found.difference());
            }
            out.add(Point.of(metric.withoutAndName(LE).dropName(), found.value()));
        });
        return out;
    }

    static List<Point> fractions(Expr.Call c, List<List<Point>> in, Annotations annotations) {
        double lower = in.get(0).getFirst().value();
        double upper = in.get(1).getFirst().value();
        List<Point> out = new ArrayList<>();
        group(in.get(2), c.args().get(2), annotations)
                .forEach((metric, buckets) ->
                        out.add(Point.of(metric.withoutAndName(LE).dropName(), buckets.fraction(lower, upper))));
        return out;
    }

    private static Map<Labels, Buckets> group(List<Point> in, Expr arg, Annotations annotations) {
        Map<Labels, Buckets> groups = new LinkedHashMap<>();
        for (Point p : in) {
            String le = p.metric().get("le");
            OptionalDouble bound = bound(le);
            if (bound.isEmpty()) {
                annotations.warn(
                        "bucket label \"le\" is missing or has a malformed value of " + GoText.quote(le), arg.range());
            } else {
                groups.computeIfAbsent(p.metric().without(LE), m -> new Buckets())
                        .add(bound.getAsDouble(), p.value());
            }
        }
        return groups;
    }

    private static OptionalDouble bound(String le) {
        String lower = le.toLowerCase(java.util.Locale.ROOT);
        if (lower.matches("[+]?inf(inity)?")) {
            return OptionalDouble.of(Double.POSITIVE_INFINITY);
        }
        if (lower.matches("-inf(inity)?")) {
            return OptionalDouble.of(Double.NEGATIVE_INFINITY);
        }
        return lower.matches("[-+]?([0-9]+\\.?[0-9]*|\\.[0-9]+)(e[-+]?[0-9]+)?")
                ? OptionalDouble.of(Double.parseDouble(lower))
                : OptionalDouble.empty();
    }
}
