package dev.plumbline.embedded.alertmanager;

import dev.plumbline.embedded.launch.LaunchException;
import dev.plumbline.embedded.prometheus.model.Durations;
import dev.plumbline.embedded.prometheus.model.Labels;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;

/** Alerts, groups and silences; {@link #tick} tells receivers what is due. */
final class Core {
    private final Clock clock;
    private final Notifications notifications;
    private final Map<Labels, Alert> alerts = new LinkedHashMap<>();
    private final Map<String, Silence> silences;
    private final Map<String, Group> groups = new LinkedHashMap<>();
    private final AtomicLong firingReceived = new AtomicLong();
    private final AtomicLong resolvedReceived = new AtomicLong();
    private final AtomicLong invalid = new AtomicLong();
    private AlertmanagerConfig config;
    private Route root;
    private InhibitRules inhibitRules;

    Core(Clock clock, Notifications notifications, AlertmanagerConfig config, Map<String, Silence> silences) {
        this.silences = silences;
        this.clock = clock;
        this.notifications = notifications;
        this.config = config;
        this.root = Route.root(config.route());
        this.inhibitRules = new InhibitRules(AlertmanagerConfig.list(config.inhibitRules()));
        check(config, root);
    }

    private static void check(AlertmanagerConfig config, Route root) {
        List<String> names = AlertmanagerConfig.list(config.receivers()).stream()
                .map(r -> Objects.requireNonNullElse(r.name(), ""))
                .toList();
        Optional<String> unknown = root.unknownReceiver(names);
        if (unknown.isPresent()) {
            throw new LaunchException("undefined receiver \"" + unknown.get() + "\" used in route");
        }
        if (!root.matchers().isEmpty()) {
            throw new LaunchException("root route must not have any matchers");
        }
    }

    synchronized void apply(AlertmanagerConfig next) {
        Route nextRoot = Route.root(next.route());
        InhibitRules nextRules = new InhibitRules(AlertmanagerConfig.list(next.inhibitRules()));
        check(next, nextRoot);
        config = next;
        root = nextRoot;
        inhibitRules = nextRules;
        groups.clear();
        alerts.values().forEach(a -> dispatch(a, clock.millis()));
    }

    synchronized AlertmanagerConfig config() {
        return config;
    }

    Clock clock() {
        return clock;
    }

    long resolveTimeout() {
        AlertmanagerConfig.Global global = config().global();
        return Durations.parse(global == null ? "5m" : Objects.requireNonNullElse(global.resolveTimeout(), "5m"));
    }

    void countInvalid() {
        invalid.incrementAndGet();
    }

    long invalidTotal() {
        return invalid.get();
    }

    long received(boolean firing) {
        return firing ? firingReceived.get() : resolvedReceived.get();
    }

    synchronized void receive(Alert alert) {
        long now = clock.millis();
        (alert.isResolved(now) ? resolvedReceived : firingReceived).incrementAndGet();
        Alert before = alerts.get(alert.labels());
        Alert merged = before == null ? alert : alert.merged(before);
        alerts.put(merged.labels(), merged);
        dispatch(merged, now);
    }

    private void dispatch(Alert alert, long now) {
        for (Route route : root.match(alert.labels())) {
            Labels labels = route.group(alert.labels());
            String key = route.key() + ":" + labels;
            if (!alert.isResolved(now) || groups.containsKey(key)) {
                groups.computeIfAbsent(key, k -> new Group(route, labels, now)).put(alert, now);
            }
        }
    }

    /** Tells receivers what is due. */
    void tick() {
        for (Group group : due()) {
            flush(group);
        }
    }

    private synchronized List<Group> due() {
        long now = clock.millis();
        return groups.values().stream().filter(g -> g.isDue(now)).toList();
    }

    private void flush(Group group) {
        List<Alert> firing = new ArrayList<>();
        List<Alert> resolved = new ArrayList<>();
        long now = clock.millis();
        synchronized (this) {
            group.flushed(now);
            for (Alert a : group.alerts().values()) {
                if (inhibitedBy(a.labels()).isEmpty() && silencedBy(a.labels()).isEmpty()) {
                    (a.isResolved(now) ? resolved : firing).add(a);
                }
            }
        }
        boolean delivered = notifications.send(config(), group, firing, resolved, now);
        synchronized (this) {
            if (delivered) {
                group.alerts().values().removeIf(a -> a.isResolved(now) && resolved.contains(a));
                alerts.values().removeIf(a -> a.isResolved(now) && resolved.contains(a));
            }
            if (group.alerts().isEmpty()) {
                groups.remove(group.key());
            }
        }
    }

    synchronized List<Alert> alerts() {
        long now = clock.millis();
        return alerts.values().stream()
                .filter(a -> !a.isResolved(now))
                .sorted(Comparator.comparing(Alert::fingerprint))
                .toList();
    }

    synchronized List<String> receivers(Labels labels) {
        return root.match(labels).stream().map(Route::receiver).toList();
    }

    synchronized List<Group> groups() {
        return groups.values().stream()
                .sorted(Comparator.comparing(Group::labels, Order::ofLabels)
                        .thenComparing(g -> g.route().receiver()))
                .toList();
    }

    synchronized List<String> inhibitedBy(Labels labels) {
        Collection<Alert> all = alerts.values();
        return inhibitRules.inhibitor(labels, all, clock.millis()).map(Alert::fingerprint).stream()
                .toList();
    }

    synchronized List<String> silencedBy(Labels labels) {
        long now = clock.millis();
        return silences.values().stream()
                .filter(s -> s.mutes(labels, now))
                .map(Silence::id)
                .sorted()
                .toList();
    }

    synchronized int inhibitRuleCount() {
        return inhibitRules.size();
    }

    synchronized void put(Silence silence) {
        silences.put(silence.id(), silence);
    }

    synchronized Optional<Silence> silence(String id) {
        return Optional.ofNullable(silences.get(id));
    }

    synchronized List<Silence> silences() {
        return List.copyOf(silences.values());
    }
}
