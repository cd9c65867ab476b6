package dev.plumbline.collector.source;

import dev.plumbline.collector.engine.EngineClient;
import java.util.function.Supplier;

/** What the ways to read one container's log work with. */
record Reader(
        String id,
        EngineClient engine,
        Supplier<StreamLabels> labels,
        Progress progress,
        Lifetime life,
        Debt debt,
        TailerEvents events) {
    String name() {
        return labels.get().name();
    }
}
