package dev.plumbline.collector.telemetry;

import dev.plumbline.collector.entry.Balance;
import dev.plumbline.collector.entry.Tally;
import io.prometheus.metrics.model.registry.MultiCollector;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import io.prometheus.metrics.model.snapshots.CounterSnapshot;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot;
import io.prometheus.metrics.model.snapshots.Labels;
import io.prometheus.metrics.model.snapshots.MetricSnapshot;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;

/** Shows the books of the whole collector, all as of one moment. */
public final class BalanceMetrics implements MultiCollector {
    private static final Duration PATIENCE = Duration.ofMillis(200);

    private final Balance balance;
    private volatile Tally.Books last = new Tally.Books(0, 0, 0, 0, Map.of(), Map.of(), Map.of());

    private BalanceMetrics(Balance balance) {
        this.balance = balance;
    }

    /** Registers them. */
    public static void register(PrometheusRegistry registry, Balance balance) {
        registry.register(new BalanceMetrics(balance));
    }

    @Override
    public MetricSnapshots collect() {
        balance.books(PATIENCE).ifPresent(books -> last = books);
        Tally.Books books = last;
        return MetricSnapshots.of(
                counter("received", "Number of lines read by sources.", books.received()),
                counter("copied", "Number of lines that went to one place more.", books.copied()),
                counter("adopted", "Number of lines found in the spool of an earlier run.", books.adopted()),
                counter("sent", "Number of lines that Loki has.", books.sent()),
                reasons("refused", "Number of lines that Loki refused for good, by reason.", books.refused()),
                reasons("dropped", "Number of lines left out on purpose, by reason.", books.dropped()),
                places(books),
                gauge("unbalanced", "Number of lines whose fate nobody knows; always 0.", books.unbalanced()));
    }

    private static MetricSnapshot counter(String name, String help, long value) {
        return CounterSnapshot.builder()
                .name("plumbline_lines_" + name)
                .help(help)
                .dataPoint(CounterSnapshot.CounterDataPointSnapshot.builder()
                        .value((double) value)
                        .build())
                .build();
    }

    private static MetricSnapshot reasons(String name, String help, Map<String, Long> byReason) {
        CounterSnapshot.Builder builder =
                CounterSnapshot.builder().name("plumbline_lines_" + name).help(help);
        byReason.forEach((reason, count) -> builder.dataPoint(CounterSnapshot.CounterDataPointSnapshot.builder()
                .labels(Labels.of("reason", reason))
                .value(count)
                .build()));
        return builder.build();
    }

    private static MetricSnapshot places(Tally.Books books) {
        GaugeSnapshot.Builder builder = GaugeSnapshot.builder()
                .name("plumbline_lines_in_flight")
                .help("Number of lines whose fate is open, by where they are.");
        for (Tally.Place place : Tally.Place.values()) {
            builder.dataPoint(GaugeSnapshot.GaugeDataPointSnapshot.builder()
                    .labels(Labels.of("place", place.name().toLowerCase(Locale.ROOT)))
                    .value(books.inFlight().getOrDefault(place, 0L))
                    .build());
        }
        return builder.build();
    }

    private static MetricSnapshot gauge(String name, String help, long value) {
        return GaugeSnapshot.builder()
                .name("plumbline_lines_" + name)
                .help(help)
                .dataPoint(GaugeSnapshot.GaugeDataPointSnapshot.builder()
                        .value((double) value)
                        .build())
                .build();
    }
}
