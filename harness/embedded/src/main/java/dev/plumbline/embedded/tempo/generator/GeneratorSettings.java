package dev.plumbline.embedded.tempo.generator;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * How metrics are generated.
 *
 * @param processors {@code span-metrics} and {@code service-graphs}, those that run
 * @param targets where metrics are written to
 * @param collectionInterval how often
 * @param externalLabels labels on every series
 * @param slack how old, or how far in the future, the end of a span may be to be counted
 * @param latencyBuckets bounds for span metrics, seconds
 * @param graphBuckets bounds for the service graph, seconds
 * @param intrinsics labels of span metrics that come from the span's own fields
 * @param dimensions attributes that become labels of span metrics
 * @param graphDimensions attributes that become labels of the service graph
 * @param edgeWait how long an edge waits for its other side
 */
public record GeneratorSettings(
        Set<String> processors,
        List<Target> targets,
        Duration collectionInterval,
        Map<String, String> externalLabels,
        Duration slack,
        List<Double> latencyBuckets,
        List<Double> graphBuckets,
        Set<String> intrinsics,
        List<String> dimensions,
        List<String> graphDimensions,
        Duration edgeWait) {

    /**
     * A remote write endpoint.
     *
     * @param url where it is
     * @param exemplars whether exemplars are sent
     * @param headers headers of every request
     */
    public record Target(URI url, boolean exemplars, Map<String, String> headers) {}
}
