package dev.plumbline.collector.discovery;

import dev.plumbline.collector.json.Json;
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
    private final Map<String, Json> rows = new TreeMap<>();
    private final Map<String, Instant> removed = new LinkedHashMap<>();

    Containers(Optional<String> leftOut) {
        this.leftOut = leftOut;
    }

    /** Takes one row of the list, and keeps of it what targets are made of: there may be many. */
    void seen(Json row) {
        String id = row.at("Id").text();
        if (!id.isEmpty() && !leftOut.map(id::equals).orElse(false)) {
            rows.put(id, TargetLabels.needed(row));
            removed.remove(id);
        }
    }

    /** Takes a whole list: what is not in it was removed. */
    void seenAll(Json list, Instant now) {
        Map<String, Json> before = new TreeMap<>(rows);
        list.elements().forEach(row -> {
            seen(row);
            before.remove(row.at("Id").text());
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

    Map<String, Json> rows() {
        return rows;
    }
}
