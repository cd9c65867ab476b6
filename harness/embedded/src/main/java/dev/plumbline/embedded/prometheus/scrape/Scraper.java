package dev.plumbline.embedded.prometheus.scrape;

import dev.plumbline.embedded.prometheus.exposition.Exposition;
import dev.plumbline.embedded.prometheus.exposition.ExpositionParser;
import dev.plumbline.embedded.prometheus.model.Labels;
import dev.plumbline.embedded.prometheus.storage.Exemplar;
import dev.plumbline.embedded.prometheus.storage.Samples;
import dev.plumbline.embedded.prometheus.storage.Tsdb;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Scrapes one target again and again and knows which of its series have vanished. */
final class Scraper {
    private static final double NANOS = 1e9;

    private final Job job;
    private final Target target;
    private final Fetch fetch;
    private final Tsdb tsdb;
    private Set<Labels> last = Set.of();
    private final Set<Labels> known = new HashSet<>();

    Scraper(Job job, Target target, Fetch fetch, Tsdb tsdb) {
        this.job = job;
        this.target = target;
        this.fetch = fetch;
        this.tsdb = tsdb;
    }

    void scrape(long time) {
        long start = System.nanoTime();
        int scraped = 0;
        int kept = 0;
        int added = 0;
        String error = "";
        Map<String, Exposition.Metadata> metadata = target.state().last().metadata();
        Set<Labels> seen = new HashSet<>();
        try {
            Exposition exposition = fetch.from(job, target);
            scraped = exposition.samples().size();
            metadata = exposition.metadata();
            if (job.sampleLimit() > 0 && scraped > job.sampleLimit()) {
                throw new Fetch.Failure("sample limit exceeded");
            }
            for (Exposition.Sample sample : exposition.samples()) {
                Optional<Labels> labels = labels(sample.metric());
                if (labels.isPresent()) {
                    kept++;
                    added += known.add(labels.get()) ? 1 : 0;
                    store(labels.get(), sample, time, seen);
                }
            }
        } catch (Fetch.Failure e) {
            error = String.valueOf(e.getMessage());
            seen.clear();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return;
        }
        double seconds = (System.nanoTime() - start) / NANOS;
        markStale(seen, time);
        report("up", error.isEmpty() ? 1 : 0, time);
        report("scrape_duration_seconds", seconds, time);
        report("scrape_samples_scraped", scraped, time);
        report("scrape_samples_post_metric_relabeling", kept, time);
        report("scrape_series_added", added, time);
        target.state().set(new Target.Last(error.isEmpty() ? "up" : "down", error, time, seconds, metadata));
    }

    private void store(Labels labels, Exposition.Sample sample, long time, Set<Labels> seen) {
        boolean explicit = sample.time().isPresent() && job.honorTimestamps();
        long at = explicit ? sample.time().getAsLong() : time;
        tsdb.append(labels, at, sample.value());
        if (!explicit) {
            seen.add(labels);
        }
        sample.exemplar()
                .ifPresent(e -> tsdb.exemplars()
                        .add(
                                labels,
                                e.time() == ExpositionParser.NO_TIME ? new Exemplar(e.labels(), e.value(), at) : e));
    }

    private void markStale(Set<Labels> seen, long time) {
        for (Labels labels : last) {
            if (!seen.contains(labels)) {
                tsdb.append(labels, time, Samples.staleMarker());
            }
        }
        last = seen;
    }

    private void report(String name, double value, long time) {
        tsdb.append(target.labels().with(Labels.NAME, name), time, value);
    }

    /** Adds the target's labels; where both have one, the configuration says whose wins. */
    private Optional<Labels> labels(Labels metric) {
        Map<String, String> labels = new LinkedHashMap<>(metric.toMap());
        target.labels().toMap().forEach((name, value) -> {
            String theirs = labels.getOrDefault(name, "");
            if (job.honorLabels()) {
                labels.putIfAbsent(name, value);
            } else {
                labels.put(name, value);
                if (!theirs.isEmpty()) {
                    labels.put(exported(name, labels), theirs);
                }
            }
        });
        return job.metricRelabeling().apply(Labels.of(labels));
    }

    private static String exported(String name, Map<String, String> labels) {
        String exported = "exported_" + name;
        while (labels.containsKey(exported)) {
            exported = "exported_" + exported;
        }
        return exported;
    }

    /** Says that all series of the target have ended. */
    void end(long time) {
        markStale(Set.of(), time);
        for (String name : new String[] {
            "up",
            "scrape_duration_seconds",
            "scrape_samples_scraped",
            "scrape_samples_post_metric_relabeling",
            "scrape_series_added"
        }) {
            report(name, Samples.staleMarker(), time);
        }
    }
}
