package dev.plumbline.embedded.loki.logql;

import dev.plumbline.embedded.loki.logql.Expr.Grouping;
import dev.plumbline.embedded.loki.logql.Expr.VectorAggregation;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Aggregates the samples of one moment. */
final class VectorAggregations {
    private VectorAggregations() {}

    static List<Sample> aggregate(VectorAggregation expr, List<Sample> vector) {
        Map<Labels, List<Sample>> groups = new LinkedHashMap<>();
        for (Sample s : vector) {
            groups.computeIfAbsent(group(expr.grouping(), s.labels()), l -> new ArrayList<>())
                    .add(s);
        }
        List<Sample> out = new ArrayList<>();
        groups.forEach((labels, members) -> {
            switch (expr.operation()) {
                case "topk", "approx_topk" -> out.addAll(sorted(members, true, expr.parameter()));
                case "bottomk" -> out.addAll(sorted(members, false, expr.parameter()));
                case "sort" -> out.addAll(sorted(members, false, Integer.MAX_VALUE));
                case "sort_desc" -> out.addAll(sorted(members, true, Integer.MAX_VALUE));
                default -> out.add(new Sample(labels, number(expr.operation(), members)));
            }
        });
        return out;
    }

    private static Labels group(Grouping grouping, Labels labels) {
        if (grouping.single()) {
            return Labels.EMPTY;
        }
        Map<String, String> map = labels.toMap();
        if (grouping.without()) {
            grouping.labels().forEach(map::remove);
            return Labels.of(map);
        }
        map.keySet().retainAll(grouping.labels());
        return Labels.keepingEmpty(map);
    }

    /** What is not a number goes last whichever way is sorted; among equals labels decide, where Loki leaves it open. */
    private static List<Sample> sorted(List<Sample> members, boolean descending, int most) {
        Comparator<Sample> byValue = Comparator.comparingDouble(s -> descending ? -s.value() : s.value());
        Comparator<Sample> order = Comparator.<Sample, Boolean>comparing(s -> Double.isNaN(s.value()))
                .thenComparing(byValue)
                .thenComparing(Sample::labels);
        return members.stream().sorted(order).limit(most).toList();
    }

    private static double number(String operation, List<Sample> members) {
        return switch (operation) {
            case "sum" -> {
                double sum = members.getFirst().value();
                for (Sample s : members.subList(1, members.size())) {
                    sum += s.value();
                }
                yield sum;
            }
            case "avg" -> mean(members);
            case "min" -> extreme(members, -1);
            case "max" -> extreme(members, 1);
            case "count" -> members.size();
            case "stdvar" -> variance(members);
            case "stddev" -> Math.sqrt(variance(members));
            default -> throw new IllegalArgumentException("no aggregation: " + operation);
        };
    }

    private static double mean(List<Sample> members) {
        double mean = members.getFirst().value();
        for (int i = 1; i < members.size(); i++) {
            mean += (members.get(i).value() - mean) / (i + 1);
        }
        return mean;
    }

    private static double extreme(List<Sample> members, int sign) {
        double best = members.getFirst().value();
        for (Sample s : members) {
            if (sign * best < sign * s.value() || Double.isNaN(best)) {
                best = s.value();
            }
        }
        return best;
    }

    private static double variance(List<Sample> members) {
        double mean = members.getFirst().value();
        double aux = 0;
        for (int i = 1; i < members.size(); i++) {
            double delta = members.get(i).value() - mean;
            mean += delta / (i + 1);
            aux += delta * (members.get(i).value() - mean);
        }
        return aux / members.size();
    }
}
