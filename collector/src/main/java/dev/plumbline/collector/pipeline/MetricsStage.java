package dev.plumbline.collector.pipeline;

import dev.plumbline.collector.config.Block;
import dev.plumbline.collector.entry.Labels;
import dev.plumbline.collector.golang.GoDuration;
import dev.plumbline.collector.golang.GoNumber;
import dev.plumbline.collector.json.Json;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** {@code stage.metrics}: counts and measures what passes. */
final class MetricsStage implements Change {
    private final List<MetricBlock> metrics;
    private final CustomMetrics exposed;

    private MetricsStage(List<MetricBlock> metrics, CustomMetrics exposed) {
        this.metrics = metrics;
        this.exposed = exposed;
        metrics.forEach(metric -> exposed.add(metric.family()));
    }

    static Optional<Stage> read(StageBlock block) {
        List<MetricBlock> metrics = new ArrayList<>();
        boolean sound = true;
        for (Block inner : block.arguments().block().blocks()) {
            Optional<MetricBlock> metric = MetricBlock.read(block.inner(inner));
            metric.ifPresent(metrics::add);
            sound &= metric.isPresent();
        }
        return sound
                ? Optional.of(
                        new MetricsStage(metrics, block.environment().metrics().custom()))
                : Optional.empty();
    }

    @Override
    public void change(Draft draft) {
        for (MetricBlock metric : metrics) {
            if (metric.matchAll() && metric.action().equals("add") && !metric.countBytes()) {
                continue; // Alloy has no number to add, and adds none.
            }
            if (metric.matchAll()) {
                record(
                        metric,
                        draft,
                        new Json.Num(metric.countBytes() ? draft.entry().length() : 1));
            } else {
                Json value = draft.extracted().get(metric.source());
                if (value != null) {
                    record(metric, draft, value);
                }
            }
        }
    }

    private static void record(MetricBlock metric, Draft draft, Json value) {
        if (!metric.value().isEmpty()
                && !value.plain().filter(metric.value()::equals).isPresent()) {
            return;
        }
        Labels labels = draft.entry().labels();
        CustomFamily family = metric.family();
        switch (metric.action()) {
            case "inc" -> family.add(labels, 1);
            case "dec" -> family.add(labels, -1);
            case "set" -> number(value).ifPresent(number -> family.set(labels, number));
            case "sub" -> number(value).ifPresent(number -> family.add(labels, -number));
            case "observe" -> number(value).ifPresent(number -> family.observe(labels, number));
            default ->
                number(value)
                        .filter(number -> number >= 0 || family.kind() == CustomFamily.Kind.GAUGE)
                        .ifPresent(number -> family.add(labels, number));
        }
    }

    /** A string is read as a number, else as a duration in seconds; true is one. */
    private static Optional<Double> number(Json value) {
        return switch (value) {
            case Json.Num num -> Optional.of(num.value());
            case Json.Bool bool -> Optional.of(bool.value() ? 1.0 : 0.0);
            case Json.Text text ->
                GoNumber.parse(text.value())
                        .or(() -> GoDuration.parse(text.value()).map(nanos -> nanos / 1e9));
            case Json.Null none -> Optional.empty();
            case Json.Array array -> Optional.empty();
            case Json.Obj obj -> Optional.empty();
        };
    }

    @Override
    public void finish(dev.plumbline.collector.pipeline.Next next) {
        metrics.forEach(metric -> exposed.remove(metric.family()));
    }
}
