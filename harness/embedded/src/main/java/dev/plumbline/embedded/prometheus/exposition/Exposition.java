package dev.plumbline.embedded.prometheus.exposition;

import dev.plumbline.embedded.prometheus.model.Labels;
import dev.plumbline.embedded.prometheus.storage.Exemplar;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * What a target exposes.
 *
 * @param samples samples in the order of the text
 * @param metadata what is said about metrics, by name
 */
public record Exposition(List<Sample> samples, Map<String, Metadata> metadata) {
    /**
     * One sample.
     *
     * @param metric labels, the name among them
     * @param value value
     * @param time milliseconds, if the text gives a time
     * @param exemplar exemplar, whose time is that of the scrape where it gives none
     */
    public record Sample(Labels metric, double value, OptionalLong time, Optional<Exemplar> exemplar) {}

    /**
     * What is said about a metric; empty where nothing is.
     *
     * @param type counter, gauge, histogram, ... or unknown
     * @param help description
     * @param unit unit
     */
    public record Metadata(String type, String help, String unit) {
        static final Metadata UNKNOWN = new Metadata("unknown", "", "");
    }
}
