package dev.plumbline.embedded.loki.logql;

import dev.plumbline.embedded.loki.logql.Expr.BinaryOperation;
import dev.plumbline.embedded.loki.logql.Expr.Cardinality;
import dev.plumbline.embedded.loki.logql.Expr.Matching;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.Set;

/** Joins vectors with numbers and with each other. */
final class Vectors {
    private Vectors() {}

    static List<Sample> withScalar(BinaryOperation expr, List<Sample> vector, double scalar, boolean scalarFirst) {
        boolean filter = !expr.matching().bool();
        List<Sample> out = new ArrayList<>(vector.size());
        for (Sample s : vector) {
            double a = scalarFirst ? scalar : s.value();
            double b = scalarFirst ? s.value() : scalar;
            OptionalDouble computed = Operations.compute(expr.operator(), a, b, filter);
            if (computed.isPresent()) {
                boolean keeps = filter && Operations.isComparison(expr.operator());
                out.add(keeps ? s : new Sample(s.labels(), computed.getAsDouble()));
            }
        }
        return out;
    }

    static List<Sample> join(BinaryOperation expr, List<Sample> left, List<Sample> right) {
        Matching matching = expr.matching();
        return switch (expr.operator()) {
            case "and" -> {
                Set<Labels> there = signatures(matching, right);
                yield left.stream()
                        .filter(s -> there.contains(signature(matching, s.labels())))
                        .toList();
            }
            case "unless" -> {
                Set<Labels> there = signatures(matching, right);
                yield left.stream()
                        .filter(s -> !there.contains(signature(matching, s.labels())))
                        .toList();
            }
            case "or" -> {
                Set<Labels> there = signatures(matching, left);
                List<Sample> out = new ArrayList<>(left);
                right.stream()
                        .filter(s -> !there.contains(signature(matching, s.labels())))
                        .forEach(out::add);
                yield out;
            }
            default ->
                matching.cardinality() == Cardinality.ONE_TO_MANY
                        ? matched(expr, right, left)
                        : matched(expr, left, right);
        };
    }

    private static Set<Labels> signatures(Matching matching, List<Sample> vector) {
        Set<Labels> all = new HashSet<>();
        vector.forEach(s -> all.add(signature(matching, s.labels())));
        return all;
    }

    private static Labels signature(Matching matching, Labels labels) {
        Map<String, String> map = labels.toMap();
        if (matching.on()) {
            map.keySet().retainAll(matching.names());
        } else {
            matching.names().forEach(map::remove);
        }
        return Labels.of(map);
    }

    private static List<Sample> matched(BinaryOperation expr, List<Sample> many, List<Sample> one) {
        Matching matching = expr.matching();
        boolean swapped = matching.cardinality() == Cardinality.ONE_TO_MANY;
        Map<Labels, Sample> ones = new HashMap<>();
        for (Sample s : one) {
            if (ones.put(signature(matching, s.labels()), s) != null) {
                throw LogQlException.execution("found duplicate series on the " + (swapped ? "left" : "right")
                        + " hand-side;many-to-many matching not allowed: matching labels must be unique on one side");
            }
        }
        Map<Labels, Set<Labels>> seen = new HashMap<>();
        List<Sample> out = new ArrayList<>();
        for (Sample s : many) {
            Labels signature = signature(matching, s.labels());
            Sample other = ones.get(signature);
            if (other == null) {
                continue;
            }
            Labels result = result(matching, s.labels(), other.labels());
            checkUnique(matching, seen, signature, result);
            Sample a = swapped ? other : s;
            Sample b = swapped ? s : other;
            boolean filter = !matching.bool();
            OptionalDouble computed = Operations.compute(expr.operator(), a.value(), b.value(), filter);
            if (computed.isPresent()) {
                boolean keeps = filter && Operations.isComparison(expr.operator());
                out.add(new Sample(result, keeps ? a.value() : computed.getAsDouble()));
            }
        }
        return out;
    }

    private static void checkUnique(Matching matching, Map<Labels, Set<Labels>> seen, Labels signature, Labels result) {
        Set<Labels> results = seen.get(signature);
        boolean first = results == null;
        if (results == null) {
            results = new HashSet<>();
            seen.put(signature, results);
        }
        if (matching.cardinality() == Cardinality.ONE_TO_ONE) {
            if (!first) {
                throw LogQlException.execution("multiple matches for labels: many-to-one matching must be explicit"
                        + " (group_left/group_right)");
            }
        } else if (!results.add(result)) {
            throw LogQlException.execution("multiple matches for labels: grouping labels must ensure unique matches");
        }
    }

    private static Labels result(Matching matching, Labels labels, Labels other) {
        Map<String, String> map = labels.toMap();
        if (matching.cardinality() == Cardinality.ONE_TO_ONE) {
            if (matching.on()) {
                map.keySet().retainAll(matching.names());
            } else {
                matching.names().forEach(map::remove);
            }
        }
        for (String name : matching.include().orElse(List.of())) {
            map.put(name, other.get(name));
        }
        return Labels.of(map);
    }
}
