package dev.plumbline.collector.runtime;

import io.prometheus.metrics.model.snapshots.MetricSnapshots;

/** A component with a metrics page of its own, served at {@code /api/v0/component/<id>/metrics}. */
public interface Exposition {
    /** Returns what the page shows now. */
    MetricSnapshots scrape();
}
