package dev.plumbline.collector.source;

/** Learns what happens to readers; for metrics, health and the status page. */
interface TailerEvents {
    /** A log had to be opened again; {@code reason} is a label value. */
    void reconnected(String reason);

    /**
     * The line at which reading was to go on is gone, or the whole log with its container: lines may have been lost before
     * they could be read.
     */
    void gap();
}
