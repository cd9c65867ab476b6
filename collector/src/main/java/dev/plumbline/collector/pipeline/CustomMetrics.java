package dev.plumbline.collector.pipeline;

import io.prometheus.metrics.model.registry.MultiCollector;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;

/** The families that {@code stage.metrics} blocks define; those of one name are exposed together. */
final class CustomMetrics implements MultiCollector {
    private final List<CustomFamily> families = new CopyOnWriteArrayList<>();

    void add(CustomFamily family) {
        families.add(family);
    }

    void remove(CustomFamily family) {
        families.remove(family);
    }

    @Override
    public MetricSnapshots collect() {
        Map<String, CustomSnapshot> byName = new TreeMap<>();
        for (CustomFamily family : families) {
            byName.computeIfAbsent(family.exposedName(), name -> new CustomSnapshot(family.kind(), name, family.help()))
                    .add(family);
        }
        MetricSnapshots.Builder snapshots = MetricSnapshots.builder();
        byName.values().forEach(snapshot -> snapshots.metricSnapshot(snapshot.build()));
        return snapshots.build();
    }
}
