package dev.plumbline.embedded.alertmanager;

import dev.plumbline.embedded.prometheus.model.Labels;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** Alerts that are told together, and what was told last. */
final class Group {
    private final Route route;
    private final Labels labels;
    private final Map<Labels, Alert> alerts = new LinkedHashMap<>();
    private long due;
    private boolean flushed;
    private Set<String> lastFiring = Set.of();
    private Set<String> lastResolved = Set.of();
    private long lastTold = -1;

    Group(Route route, Labels labels, long now) {
        this.route = route;
        this.labels = labels;
        this.due = now + route.delay();
    }

    Route route() {
        return route;
    }

    Labels labels() {
        return labels;
    }

    String key() {
        return route.key() + ":" + labels;
    }

    Map<Labels, Alert> alerts() {
        return alerts;
    }

    void put(Alert alert, long now) {
        alerts.put(alert.labels(), alert);
        if (!flushed && alert.startsAt() + route.delay() < now) {
            due = Math.min(due, now);
        }
    }

    boolean isDue(long now) {
        return now >= due;
    }

    void flushed(long now) {
        flushed = true;
        due = now + route.interval();
    }

    static Set<String> keys(List<Alert> alerts) {
        Set<String> keys = new TreeSet<>();
        alerts.forEach(a -> keys.add(a.fingerprint()));
        return keys;
    }

    /** Says why the receiver is to be told, or nothing if it is not. */
    String reason(Set<String> firing, Set<String> resolved, boolean sendResolved, long now) {
        if (lastTold < 0) {
            return firing.isEmpty() ? "" : "first notification";
        }
        if (!lastFiring.containsAll(firing)) {
            return "new alerts added";
        }
        if (firing.isEmpty()) {
            return lastFiring.isEmpty() || !sendResolved ? "" : "all alerts resolved";
        }
        if (sendResolved && !lastResolved.containsAll(resolved)) {
            return "some alerts resolved";
        }
        return lastTold < now - route.repeat() ? "repeat interval elapsed" : "";
    }

    void told(Set<String> firing, Set<String> resolved, long now) {
        lastFiring = firing;
        lastResolved = resolved;
        lastTold = now;
    }
}
