package dev.plumbline.collector.pipeline;

import dev.plumbline.collector.relabel.LabelName;
import io.prometheus.metrics.model.snapshots.Labels;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BiConsumer;

/** One metric of one {@code stage.metrics}: a series for every label set that was seen lately. */
final class CustomFamily {
    /** A counter whose name does not end in {@code _total} is exposed without a type, so that it keeps its name. */
    enum Kind {
        COUNTER,
        UNTYPED_COUNTER,
        GAUGE,
        HISTOGRAM
    }

    private final Kind kind;
    private final String name;
    private final String help;
    private final String component;
    private final double[] bounds;
    private final long maxIdle;
    private final Timer timer;
    private final Map<dev.plumbline.collector.entry.Labels, CustomSeries> series = new ConcurrentHashMap<>();

    CustomFamily(Kind kind, String name, String help, double[] bounds, long maxIdle, Environment environment) {
        this.kind = kind;
        this.name = name;
        this.help = help;
        this.bounds = bounds;
        this.maxIdle = maxIdle;
        this.component = environment.metrics().component();
        this.timer = environment.timer();
    }

    Kind kind() {
        return kind;
    }

    String help() {
        return help;
    }

    String exposedName() {
        return kind == Kind.COUNTER ? name.substring(0, name.length() - "_total".length()) : name;
    }

    void set(dev.plumbline.collector.entry.Labels labels, double value) {
        of(labels).set(value, timer.nanos());
    }

    void add(dev.plumbline.collector.entry.Labels labels, double value) {
        of(labels).add(value, timer.nanos());
    }

    void observe(dev.plumbline.collector.entry.Labels labels, double value) {
        of(labels).observe(value, timer.nanos());
    }

    private CustomSeries of(dev.plumbline.collector.entry.Labels labels) {
        return series.computeIfAbsent(labels, l -> new CustomSeries(bounds, timer.nanos()));
    }

    /** Hands out every series once more, and forgets those that were idle for too long. */
    void collect(BiConsumer<Labels, CustomSeries> to) {
        long idle = timer.nanos() - maxIdle;
        Map<Labels, CustomSeries> exposed = new ConcurrentHashMap<>();
        series.forEach((labels, one) -> exposed.putIfAbsent(exposed(labels.byName()), one));
        exposed.forEach(to);
        series.values().removeIf(one -> one.idleSince(idle));
    }

    private Labels exposed(SortedMap<String, String> labels) {
        SortedMap<String, String> kept = new TreeMap<>(labels);
        kept.keySet().removeIf(label -> label.startsWith("__") || !LabelName.isValid(label));
        kept.put("component_id", component);
        kept.put("component_path", "/");
        String[] names = kept.keySet().toArray(new String[0]);
        String[] values = kept.values().toArray(new String[0]);
        return Labels.of(names, values);
    }
}
