package dev.plumbline.embedded.alertmanager;

import dev.plumbline.embedded.prometheus.model.Labels;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;

/**
 * An alert; times are milliseconds.
 *
 * @param labels what identifies it
 * @param annotations texts
 * @param startsAt since when it fires
 * @param endsAt until when it fires
 * @param updatedAt when it was last received
 * @param generatorUrl where it comes from
 * @param timeout whether its end was not given
 */
record Alert(
        Labels labels,
        Map<String, String> annotations,
        long startsAt,
        long endsAt,
        long updatedAt,
        String generatorUrl,
        boolean timeout) {
    private static final long OFFSET = 0xcbf29ce484222325L;
    private static final long PRIME = 0x100000001b3L;

    boolean isResolved(long now) {
        return endsAt <= now;
    }

    /** Joins this with the same alert received before. */
    Alert merged(Alert before) {
        boolean overlaps = endsAt > before.startsAt && endsAt < before.endsAt
                || startsAt > before.startsAt && startsAt < before.endsAt;
        if (!overlaps) {
            return this;
        }
        long end = before.endsAt > endsAt && !before.timeout && timeout ? before.endsAt : endsAt;
        return new Alert(
                labels, annotations, Math.min(startsAt, before.startsAt), end, updatedAt, generatorUrl, timeout);
    }

    String fingerprint() {
        return fingerprint(labels.toMap());
    }

    /** Hashes labels with FNV-1a, 64 bits, as Prometheus' client library does. */
    static String fingerprint(Map<String, String> labels) {
        long hash = OFFSET;
        for (Map.Entry<String, String> e : new java.util.TreeMap<>(labels).entrySet()) {
            hash = add(add(hash, e.getKey()), e.getValue());
        }
        return String.format(Locale.ROOT, "%016x", hash);
    }

    private static long add(long hash, String text) {
        long h = hash;
        for (byte b : text.getBytes(StandardCharsets.UTF_8)) {
            h = (h ^ (b & 0xff)) * PRIME;
        }
        return (h ^ 0xff) * PRIME;
    }
}
