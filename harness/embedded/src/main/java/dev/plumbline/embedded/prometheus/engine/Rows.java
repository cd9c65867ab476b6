package dev.plumbline.embedded.prometheus.engine;

import dev.plumbline.embedded.prometheus.model.Labels;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Operations on the rows of a result. */
final class Rows {
    static final String SAME_LABELS = "vector cannot contain metrics with the same labelset";

    private Rows() {}

    /** Joins rows that have become alike; two of them may not have points at one time. */
    static List<Row> merged(List<Row> rows) {
        Map<Labels, List<Row>> byLabels = new LinkedHashMap<>();
        rows.forEach(r ->
                byLabels.computeIfAbsent(r.metric(), m -> new ArrayList<>()).add(r));
        List<Row> merged = new ArrayList<>();
        byLabels.forEach((metric, alike) -> merged.add(alike.size() == 1 ? alike.getFirst() : joined(metric, alike)));
        return merged;
    }

    private static Row joined(Labels metric, List<Row> alike) {
        java.util.TreeMap<Long, Double> points = new java.util.TreeMap<>();
        for (Row row : alike) {
            for (int i = 0; i < row.size(); i++) {
                if (points.put(row.time(i), row.value(i)) != null) {
                    throw new EngineException(SAME_LABELS);
                }
            }
        }
        Row out = new Row(metric, points.size());
        points.forEach(out::add);
        return out;
    }

    /** Checks that no two rows are alike. */
    static List<Row> distinct(List<Row> rows) {
        long different = rows.stream().map(Row::metric).distinct().count();
        if (different != rows.size()) {
            throw new EngineException(SAME_LABELS);
        }
        return rows;
    }
}
