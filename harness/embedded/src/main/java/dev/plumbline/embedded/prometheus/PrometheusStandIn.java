package dev.plumbline.embedded.prometheus;

import dev.plumbline.embedded.launch.Launch;
import dev.plumbline.embedded.launch.StandIn;
import dev.plumbline.embedded.launch.StandInProgram;
import dev.plumbline.embedded.prometheus.model.Durations;
import dev.plumbline.embedded.prometheus.storage.Exemplars;
import dev.plumbline.embedded.prometheus.storage.Tsdb;
import java.util.Optional;

/** Stands in for Prometheus 3.14: the same flags and files, its HTTP API over data in memory. */
public final class PrometheusStandIn implements StandInProgram {
    private static final String DEFAULT_RETENTION = "15d";
    private static final int EXEMPLARS = 100_000;

    private Optional<Tsdb> data = Optional.empty();

    @Override
    public synchronized StandIn start(Launch launch) {
        PrometheusFlags flags = new PrometheusFlags(launch.arguments());
        Tsdb tsdb = data.orElseGet(() -> {
            String retention = flags.value("storage.tsdb.retention.time");
            return new Tsdb(
                    Durations.parse(retention.isEmpty() ? DEFAULT_RETENTION : retention),
                    new Exemplars(flags.hasFeature("exemplar-storage") ? EXEMPLARS : 0));
        });
        data = Optional.of(tsdb);
        return new PrometheusServer(launch, flags, tsdb);
    }
}
