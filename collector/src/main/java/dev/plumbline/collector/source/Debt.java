package dev.plumbline.collector.source;

import dev.plumbline.collector.engine.EngineClient;
import dev.plumbline.collector.engine.EngineResponse;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Knows whether a container may have written what was not read, and says so when it can be read no more: a line may be
 * lost with its container, but not without a word. For one thread.
 */
final class Debt {
    private static final Logger LOG = LoggerFactory.getLogger(Debt.class);

    private final EngineClient engine;
    private final String id;
    private final TailerEvents events;
    private boolean owed = true;
    /** When the last run ended that was read to its end, in nanoseconds since 1970; 0 if none did. */
    private long readUntil;

    Debt(EngineClient engine, String id, TailerEvents events) {
        this.engine = engine;
        this.id = id;
        this.events = events;
    }

    /** Learns that a log is about to be read. */
    void owes(ContainerInfo info) {
        owed = info.started();
    }

    /** Learns that the log was read to its end, after the container had ended. */
    void paid(ContainerInfo info) {
        owed = false;
        readUntil = info.finishedNanos();
    }

    /** Learns that the container is gone, and its log with it. */
    void containerGone(String name) {
        if (owed || startedMeanwhile()) {
            events.gap();
            LOG.warn(
                    "container {} ({}): removed before the end of its log was read; its last lines may be missing",
                    shortId(),
                    name);
        }
        owed = false;
    }

    /** Learns that the line at which reading was to go on is gone. */
    void positionLost(String name) {
        events.gap();
        LOG.warn(
                "container {} ({}): the line at which to go on is gone from its log; lines after it may be missing",
                shortId(),
                name);
    }

    /** Learns that files of the log may have gone before they were read, and how. */
    void mayHaveLost(String name, String how) {
        events.gap();
        LOG.warn("container {} ({}): {}; lines may be missing", shortId(), name, how);
    }

    /** Asks whether the container was started after its log had been read: there is no log any more that would tell. */
    private boolean startedMeanwhile() {
        String filters =
                URLEncoder.encode("{\"container\":[\"" + id + "\"],\"event\":[\"start\"]}", StandardCharsets.UTF_8);
        String since = "%d.%09d".formatted(readUntil / 1_000_000_000L, readUntil % 1_000_000_000L);
        String until = Long.toString(Instant.now().getEpochSecond());
        try (EngineResponse response =
                engine.get("/events?since=" + since + "&until=" + until + ".999999999&filters=" + filters)) {
            return response.body(1 << 20).length > 0;
        } catch (IOException e) {
            LOG.debug("asking whether a container was started", e);
            return false;
        }
    }

    private String shortId() {
        return id.length() > 12 ? id.substring(0, 12) : id;
    }
}
