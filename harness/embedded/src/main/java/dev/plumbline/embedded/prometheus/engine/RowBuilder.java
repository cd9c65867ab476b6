package dev.plumbline.embedded.prometheus.engine;

import dev.plumbline.embedded.prometheus.model.Labels;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Gathers the vectors of all steps into rows; the order of a single step's vector is kept. */
final class RowBuilder {
    private final Steps steps;
    private final Map<Labels, Row> rows = new LinkedHashMap<>();

    RowBuilder(Steps steps) {
        this.steps = steps;
    }

    void add(long time, List<Point> points) {
        Set<Labels> seen = new HashSet<>();
        for (Point p : points) {
            if (!seen.add(p.metric())) {
                throw new EngineException(Rows.SAME_LABELS);
            }
            rows.computeIfAbsent(p.metric(), m -> new Row(m, steps.count())).add(time, p.value());
        }
    }

    List<Row> rows() {
        return new ArrayList<>(rows.values());
    }
}
