package dev.plumbline.embedded.prometheus.scrape;

import dev.plumbline.embedded.prometheus.exposition.Exposition;
import dev.plumbline.embedded.prometheus.model.Labels;
import java.net.URI;
import java.time.Duration;
import java.util.Map;

/**
 * Something that is scraped.
 *
 * @param discovered labels before relabeling
 * @param labels labels that its samples get
 * @param uri where it is
 * @param interval between scrapes
 * @param timeout of a scrape
 * @param state what came of the last scrape
 */
public record Target(Labels discovered, Labels labels, URI uri, Duration interval, Duration timeout, State state) {

    /** What came of the last scrape; written by the loop of the target, read by the API. */
    public static final class State {
        private Last last = new Last("unknown", "", 0, 0, Map.of());

        /** Returns what came of the last scrape. */
        public synchronized Last last() {
            return last;
        }

        synchronized void set(Last next) {
            last = next;
        }
    }

    /**
     * The last scrape.
     *
     * @param health up, down or unknown
     * @param error why it is down
     * @param time milliseconds, 0 if there was none
     * @param seconds how long it took
     * @param metadata what the target says about its metrics
     */
    public record Last(
            String health, String error, long time, double seconds, Map<String, Exposition.Metadata> metadata) {}
}
