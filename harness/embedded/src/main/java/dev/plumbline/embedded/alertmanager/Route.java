package dev.plumbline.embedded.alertmanager;

import dev.plumbline.embedded.launch.LaunchException;
import dev.plumbline.embedded.prometheus.model.Durations;
import dev.plumbline.embedded.prometheus.model.Labels;
import dev.plumbline.embedded.prometheus.model.Matcher;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A node of the routing tree with what it inherits filled in; durations are milliseconds.
 *
 * @param key path of matchers from the root, which names groups
 * @param receiver who is told
 * @param groupBy labels by which alerts are grouped, empty for all of them where {@code groupByAll}
 * @param groupByAll whether every alert has its own group
 * @param delay before a new group is told
 * @param interval between two notifications of a changed group
 * @param repeat between two notifications of an unchanged group
 * @param matchers what an alert must fulfil
 * @param goOn whether siblings behind it are tried too
 * @param routes children
 */
record Route(
        String key,
        String receiver,
        List<String> groupBy,
        boolean groupByAll,
        long delay,
        long interval,
        long repeat,
        List<Matcher> matchers,
        boolean goOn,
        List<Route> routes) {
    private static final Route DEFAULTS =
            new Route("", "", List.of(), false, 30_000, 300_000, 4 * 3_600_000L, List.of(), false, List.of());

    static Route root(AlertmanagerConfig.@Nullable RouteConfig config) {
        if (config == null) {
            throw new LaunchException("no routes provided");
        }
        if (config.receiver() == null) {
            throw new LaunchException("root route must specify a default receiver");
        }
        return of(config, DEFAULTS);
    }

    private static Route of(AlertmanagerConfig.RouteConfig c, Route parent) {
        List<Matcher> matchers = new ArrayList<>();
        AlertmanagerConfig.list(c.matchers()).forEach(m -> matchers.addAll(LabelMatcher.parse(m)));
        if (c.match() != null) {
            c.match().forEach((k, v) -> matchers.add(Matcher.of(k, Matcher.Type.EQUAL, v)));
        }
        if (c.matchRe() != null) {
            c.matchRe().forEach((k, v) -> matchers.add(Matcher.of(k, Matcher.Type.REGEX, v)));
        }
        String key = parent.key().isEmpty() ? "{}" : parent.key() + "/" + LabelMatcher.text(matchers);
        List<String> by = c.groupBy() == null ? parent.groupBy() : c.groupBy();
        Route bare = new Route(
                key,
                Objects.requireNonNullElse(c.receiver(), parent.receiver()),
                by,
                by.contains("..."),
                millis(c.groupWait(), parent.delay()),
                millis(c.groupInterval(), parent.interval()),
                millis(c.repeatInterval(), parent.repeat()),
                matchers,
                Objects.requireNonNullElse(c.goOn(), false),
                List.of());
        List<Route> routes = new ArrayList<>();
        AlertmanagerConfig.list(c.routes()).forEach(r -> routes.add(of(r, bare)));
        return new Route(
                bare.key,
                bare.receiver,
                by,
                bare.groupByAll,
                bare.delay,
                bare.interval,
                bare.repeat,
                matchers,
                bare.goOn,
                routes);
    }

    private static long millis(@Nullable String text, long otherwise) {
        return text == null ? otherwise : Durations.parse(text);
    }

    /** Finds the deepest routes that an alert takes. */
    List<Route> match(Labels labels) {
        if (!LabelMatcher.matches(matchers, labels)) {
            return List.of();
        }
        List<Route> found = new ArrayList<>();
        for (Route child : routes) {
            List<Route> taken = child.match(labels);
            found.addAll(taken);
            if (!taken.isEmpty() && !child.goOn()) {
                break;
            }
        }
        return found.isEmpty() ? List.of(this) : found;
    }

    Labels group(Labels labels) {
        return groupByAll ? labels : labels.only(groupBy);
    }

    /** Finds a receiver that no node may name, as it does not exist. */
    Optional<String> unknownReceiver(List<String> known) {
        if (!known.contains(receiver)) {
            return Optional.of(receiver);
        }
        return routes.stream().flatMap(r -> r.unknownReceiver(known).stream()).findFirst();
    }
}
