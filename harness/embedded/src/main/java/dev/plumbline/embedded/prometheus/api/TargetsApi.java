package dev.plumbline.embedded.prometheus.api;

import dev.plumbline.embedded.http.Request;
import dev.plumbline.embedded.http.Routes;
import dev.plumbline.embedded.prometheus.exposition.Exposition;
import dev.plumbline.embedded.prometheus.model.Durations;
import dev.plumbline.embedded.prometheus.model.Labels;
import dev.plumbline.embedded.prometheus.model.Matcher;
import dev.plumbline.embedded.prometheus.promql.ParseException;
import dev.plumbline.embedded.prometheus.promql.Parser;
import dev.plumbline.embedded.prometheus.scrape.ScrapeManager;
import dev.plumbline.embedded.prometheus.scrape.Target;
import java.net.URI;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Answers what is scraped and what targets say about their metrics. */
final class TargetsApi {
    private final Supplier<Live> live;

    TargetsApi(Supplier<Live> live) {
        this.live = live;
    }

    void addTo(Routes routes) {
        routes.get("/api/v1/targets", Answers.handler(this::targets));
        routes.get("/api/v1/targets/metadata", Answers.handler(this::targetMetadata));
        routes.get("/api/v1/metadata", Answers.handler(this::metadata));
        routes.get(
                "/api/v1/scrape_pools",
                Answers.handler(r -> Answers.Data.of(Map.of(
                        "scrapePools",
                        new TreeSet<>(live.get().scrapes().targets().keySet())))));
        routes.get("/api/v1/alertmanagers", Answers.handler(r -> alertmanagers()));
    }

    private Answers.Data alertmanagers() {
        List<Object> active = new ArrayList<>();
        live.get().rules().notifier().receivers().forEach(u -> active.add(Map.of("url", u.toString())));
        Map<String, Object> data = new LinkedHashMap<>();
        data.put("activeAlertmanagers", active);
        data.put("droppedAlertmanagers", List.of());
        return Answers.Data.of(data);
    }

    private Map<String, ScrapeManager.Targets> pools(String only) {
        Map<String, ScrapeManager.Targets> pools =
                new TreeMap<>(live.get().scrapes().targets());
        if (!only.isEmpty()) {
            pools.keySet().retainAll(Set.of(only));
        }
        return pools;
    }

    private Answers.Data targets(Request request) {
        Parameters in = new Parameters(request);
        String state = in.text("state").toLowerCase(java.util.Locale.ROOT);
        boolean any = state.isEmpty() || state.equals("any");
        boolean active = any || state.equals("active");
        boolean dropped = any || state.equals("dropped");
        Map<String, ScrapeManager.Targets> pools = pools(in.text("scrapePool"));
        List<Object> activeTargets = new ArrayList<>();
        List<Object> droppedTargets = new ArrayList<>();
        Map<String, Object> counts = new LinkedHashMap<>();
        pools.forEach((pool, targets) -> {
            if (active) {
                targets.active().forEach(t -> activeTargets.add(json(pool, t)));
            }
            if (dropped) {
                targets.dropped()
                        .forEach(l -> droppedTargets.add(Map.of("discoveredLabels", l.toMap(), "scrapePool", pool)));
            }
        });
        pools("").forEach((pool, targets) -> counts.put(pool, targets.dropped().size()));
        Map<String, @Nullable Object> data = new LinkedHashMap<>();
        data.put("activeTargets", activeTargets);
        data.put("droppedTargets", droppedTargets);
        data.put("droppedTargetCounts", dropped ? counts : null);
        return Answers.Data.of(data);
    }

    private Map<String, Object> json(String pool, Target t) {
        Target.Last last = t.state().last();
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("discoveredLabels", t.discovered().toMap());
        json.put("labels", t.labels().toMap());
        json.put("scrapePool", pool);
        json.put("scrapeUrl", t.uri().toString());
        json.put("globalUrl", globalUrl(t.uri()));
        json.put("lastError", last.error());
        json.put(
                "lastScrape",
                last.time() == 0
                        ? "0001-01-01T00:00:00Z"
                        : Instant.ofEpochMilli(last.time()).toString());
        json.put("lastScrapeDuration", last.seconds());
        json.put("health", last.health());
        json.put("scrapeInterval", Durations.format(t.interval().toMillis()));
        json.put("scrapeTimeout", Durations.format(t.timeout().toMillis()));
        return json;
    }

    /** Shows a target on this machine under the name that others know it by. */
    private String globalUrl(URI uri) {
        Set<String> local = Set.of("localhost", "127.0.0.1", "::1");
        if (!local.contains(uri.getHost())) {
            return uri.toString();
        }
        URI external = URI.create(live.get().externalUrl());
        return uri.getScheme() + "://" + external.getHost() + (uri.getPort() < 0 ? "" : ":" + uri.getPort())
                + uri.getRawPath() + (uri.getRawQuery() == null ? "" : "?" + uri.getRawQuery());
    }

    private Answers.Data metadata(Request request) {
        Parameters in = new Parameters(request);
        int limit = in.limit(-1, Integer.MIN_VALUE, "limit must be a number");
        String metric = in.text("metric");
        Map<String, Set<Exposition.Metadata>> found = new TreeMap<>();
        live.get()
                .scrapes()
                .targets()
                .values()
                .forEach(p -> p.active()
                        .forEach(t -> t.state().last().metadata().forEach((name, m) -> {
                            if (metric.isEmpty() || metric.equals(name)) {
                                found.computeIfAbsent(name, n -> new java.util.LinkedHashSet<>())
                                        .add(m);
                            }
                        })));
        Map<String, Object> data = new LinkedHashMap<>();
        found.forEach((name, all) -> {
            if (limit < 0 || data.size() < limit) {
                data.put(name, all.stream().map(TargetsApi::json).toList());
            }
        });
        return Answers.Data.of(data);
    }

    private static Map<String, Object> json(Exposition.Metadata m) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("type", m.type());
        json.put("unit", m.unit());
        json.put("help", m.help());
        return json;
    }

    private Answers.Data targetMetadata(Request request) {
        Parameters in = new Parameters(request);
        int limit = in.limit(-1, Integer.MIN_VALUE, "limit must be a number");
        String metric = in.text("metric");
        List<Matcher> matchers = List.of();
        try {
            if (!in.text("match_target").isEmpty()) {
                matchers = Parser.selector(in.text("match_target"));
            }
        } catch (ParseException e) {
            throw ApiException.badParameter("match_target", String.valueOf(e.getMessage()));
        }
        List<Object> data = new ArrayList<>();
        for (ScrapeManager.Targets pool : live.get().scrapes().targets().values()) {
            for (Target t : pool.active()) {
                Labels labels = t.labels();
                if (!matchers.stream().allMatch(m -> m.matches(labels))) {
                    continue;
                }
                t.state().last().metadata().forEach((name, m) -> {
                    if ((metric.isEmpty() || metric.equals(name)) && (limit < 0 || data.size() < limit)) {
                        Map<String, Object> entry = new LinkedHashMap<>();
                        entry.put("target", labels.toMap());
                        if (metric.isEmpty()) {
                            entry.put("metric", name);
                        }
                        entry.putAll(json(m));
                        data.add(entry);
                    }
                });
            }
        }
        return new Answers.Data(Optional.of(data), List.of(), List.of());
    }
}
