package dev.plumbline.embedded.grafana.source;

import dev.plumbline.embedded.grafana.provision.DataSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The back end of one data source. */
public sealed interface Backend permits PrometheusBackend, LokiBackend, TempoBackend {
    /**
     * Runs queries.
     *
     * @return result by refId, in the order of the queries
     * @throws RequestException if the data source refuses the request as a whole
     */
    Map<String, Result> query(List<Query> queries);

    /** Asks the system behind whether it works. */
    Health health();

    /**
     * Returns the back end for a data source.
     *
     * @return empty for types that only have a front end, such as {@code alertmanager}
     */
    static Optional<Backend> of(DataSource source, Upstream upstream) {
        return switch (source.type()) {
            case "prometheus" -> Optional.of(new PrometheusBackend(source, upstream));
            case "loki" -> Optional.of(new LokiBackend(source, upstream));
            case "tempo" -> Optional.of(new TempoBackend(source, upstream));
            default -> Optional.empty();
        };
    }
}
