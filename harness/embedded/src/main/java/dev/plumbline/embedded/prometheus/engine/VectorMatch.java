package dev.plumbline.embedded.prometheus.engine;

import dev.plumbline.embedded.prometheus.model.Labels;
import dev.plumbline.embedded.prometheus.promql.Expr;
import dev.plumbline.embedded.prometheus.promql.Matching;
import dev.plumbline.embedded.prometheus.promql.Tok;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Operators between two instant vectors, whose series are paired by their labels. */
final class VectorMatch {
    private final Expr.Binary expr;
    private final Tok op;
    private final Matching matching;
    private final List<List<Labels>> signatures;
    private final Map<List<Labels>, Labels> results = new HashMap<>();

    VectorMatch(Expr.Binary expr, List<List<Row>> operands) {
        this.expr = expr;
        this.op = expr.op();
        this.matching = expr.matching().orElseThrow();
        this.signatures = operands.stream()
                .map(rows -> rows.stream().map(r -> signature(r.metric())).toList())
                .toList();
    }

    private Labels signature(Labels metric) {
        return matching.on() ? metric.only(matching.labels()) : metric.withoutAndName(matching.labels());
    }

    List<Point> at(long time, List<List<Point>> operands) {
        List<Point> lhs = operands.get(0);
        List<Point> rhs = operands.get(1);
        return switch (op) {
            case LAND -> filter(lhs, rhs, true);
            case LUNLESS -> filter(lhs, rhs, false);
            case LOR -> or(lhs, rhs);
            default -> lhs.isEmpty() || rhs.isEmpty() ? List.of() : arithmetic(lhs, rhs);
        };
    }

    private Set<Labels> present(List<Point> points, int side) {
        Set<Labels> present = new HashSet<>();
        points.forEach(p -> present.add(signatures.get(side).get(p.row())));
        return present;
    }

    private List<Point> filter(List<Point> lhs, List<Point> rhs, boolean wanted) {
        Set<Labels> right = present(rhs, 1);
        return lhs.stream()
                .filter(p -> right.contains(signatures.get(0).get(p.row())) == wanted)
                .toList();
    }

    private List<Point> or(List<Point> lhs, List<Point> rhs) {
        Set<Labels> left = present(lhs, 0);
        List<Point> out = new ArrayList<>(lhs);
        for (Point p : rhs) {
            if (!left.contains(signatures.get(1).get(p.row()))) {
                out.add(p);
            }
        }
        return out;
    }

    private List<Point> arithmetic(List<Point> left, List<Point> right) {
        boolean swap = matching.card() == Matching.Card.ONE_TO_MANY;
        List<Point> many = swap ? right : left;
        Map<Labels, Point> one = ones(swap ? left : right, swap ? 0 : 1);
        Map<Labels, Set<Labels>> matched = new HashMap<>();
        List<Point> out = new ArrayList<>();
        for (Point ls : many) {
            Labels signature = signatures.get(swap ? 1 : 0).get(ls.row());
            Point rs = one.get(signature);
            if (rs == null) {
                continue;
            }
            double a = swap ? rs.value() : ls.value();
            double b = swap ? ls.value() : rs.value();
            boolean keep = Operators.keeps(op, a, b);
            Labels metric = metric(ls.metric(), rs.metric());
            onlyOnce(matched.computeIfAbsent(signature, s -> new HashSet<>()), metric);
            if (keep || expr.bool()) {
                out.add(Point.of(metric, expr.bool() ? (keep ? 1 : 0) : Operators.element(op, a, b)));
            }
        }
        return out;
    }

    private Map<Labels, Point> ones(List<Point> points, int side) {
        Map<Labels, Point> ones = new HashMap<>();
        for (Point p : points) {
            Point before = ones.put(signatures.get(side).get(p.row()), p);
            if (before != null) {
                Labels group = matching.on()
                        ? p.metric().only(matching.labels())
                        : p.metric().withoutAndName(matching.labels());
                throw new EngineException("found duplicate series for the match group " + group + " on the "
                        + (side == 0 ? "left" : "right") + " hand-side of the operation: [" + p.metric() + ", "
                        + before.metric()
                        + "];many-to-many matching not allowed: matching labels must be unique on one side");
            }
        }
        return ones;
    }

    private void onlyOnce(Set<Labels> matched, Labels metric) {
        if (matching.card() == Matching.Card.ONE_TO_ONE) {
            if (!matched.isEmpty()) {
                throw new EngineException(
                        "multiple matches for labels: many-to-one matching must be explicit (group_left/group_right)");
            }
            matched.add(metric);
        } else if (!matched.add(metric)) {
            throw new EngineException("multiple matches for labels: grouping labels must ensure unique matches");
        }
    }

    private Labels metric(Labels many, Labels one) {
        return results.computeIfAbsent(List.of(many, one), k -> {
            Labels metric = expr.bool() || !op.isComparison() ? many.dropName() : many;
            if (matching.card() == Matching.Card.ONE_TO_ONE) {
                metric = matching.on() ? metric.only(matching.labels()) : metric.without(matching.labels());
            }
            for (String label : matching.include()) {
                metric = metric.with(label, one.get(label));
            }
            return metric;
        });
    }
}
