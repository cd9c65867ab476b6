package dev.plumbline.collector.discovery;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The containers that are known. One that was removed stays for a while, so that who reads its log, and learns of it a
 * moment later, can still read it. Used by one thread.
 */
final class Containers {
    static final Duration GRACE = Duration.ofMinutes(1);

    private final Optional<String> leftOut;
    private final Map<String, JsonNode> rows = new TreeMap<>();
    private final Map<String, Instant> removed = new LinkedHashMap<>();

    Containers(Optional<String> leftOut) {
        this.leftOut = leftOut;
    }

    /** Takes one row of the list. */
    void seen(JsonNode row) {
        String id = row.path("Id").asText();
        if (!id.isEmpty() && !leftOut.map(id::equals).orElse(false)) {
            rows.put(id, row);
            removed.remove(id);
        }
    }

    /** Takes a whole list: what is not in it was removed. */
    void seenAll(JsonNode list, Instant now) {
        Map<String, JsonNode> before = new TreeMap<>(rows);
        list.forEach(row -> {
            seen(row);
            before.remove(row.path("Id").asText());
        });
        before.keySet().forEach(id -> removed(id, now));
    }

    void removed(String id, Instant now) {
        if (rows.containsKey(id)) {
            removed.putIfAbsent(id, now);
        }
    }

    /** Forgets what was removed longer ago than the grace. */
    void forget(Instant now) {
        removed.entrySet().removeIf(e -> {
            boolean over = e.getValue().plus(GRACE).isBefore(now);
            if (over) {
                rows.remove(e.getKey());
            }
            return over;
        });
    }

    boolean knows(String id) {
        return rows.containsKey(id);
    }

    Map<String, JsonNode> rows() {
        return rows;
    }
}
