package dev.plumbline.collector.convert;

import dev.plumbline.collector.convert.Conversion.Level;
import dev.plumbline.collector.convert.Conversion.Remark;
import dev.plumbline.collector.syntax.Letters;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Converts {@code scrape_configs}, one after the other. */
final class ScrapeConfigs {
    private static final Set<String> SOURCES = Set.of(
            "journal",
            "syslog",
            "gelf",
            "cloudflare",
            "loki_push_api",
            "gcplog",
            "windows_events",
            "kafka",
            "azure_event_hubs",
            "heroku_drain");
    private static final Set<String> DOCKER = HttpClient.with(
            HttpClient.KEYS,
            Set.of("host", "port", "host_networking_host", "refresh_interval", "filters", "match_first_network"));
    private static final Duration MINUTE = Duration.ofMinutes(1);
    private static final Duration POLL = Duration.ofMillis(250);

    /** Where components find what stands elsewhere in the file. */
    record Surroundings(
            Clients clients, Limits limits, Duration syncPeriod, String positions, Duration least, Duration most) {}

    private final Surroundings surroundings;
    private final List<Remark> remarks;

    ScrapeConfigs(Surroundings surroundings, List<Remark> remarks) {
        this.surroundings = surroundings;
        this.remarks = remarks;
    }

    private static Set<String> keys() {
        Set<String> keys = new HashSet<>(Set.of(
                "job_name",
                "pipeline_stages",
                "relabel_configs",
                "docker_sd_configs",
                "static_configs",
                "file_sd_configs",
                "kubernetes_sd_configs",
                "encoding",
                "decompression"));
        keys.addAll(SOURCES);
        keys.addAll(CloudDiscoveries.keys());
        return keys;
    }

    void write(Section promtail, AlloyText out) {
        Set<String> jobs = new HashSet<>();
        for (Section scrape : promtail.sections("scrape_configs", keys())) {
            String job = scrape.text("job_name", "");
            if (!jobs.add(job)) {
                throw new ConversionException("found multiple scrape configs with job name \"" + job + "\"");
            }
            scrape(scrape, out);
        }
    }

    private void scrape(Section scrape, AlloyText out) {
        String job = scrape.text("job_name", "");
        if (job.isEmpty()) {
            remarks.add(new Remark(
                    Level.CRITICAL,
                    "failed to sanitize job name: cannot generate a new identifier for an empty string"));
            return;
        }
        String label = Letters.isIdentifier(job) ? job : Letters.toIdentifier(job);
        Discoveries discoveries = new Discoveries(scrape, label, out);
        Pipeline pipeline = new Pipeline(
                label,
                scrape,
                surroundings.limits,
                new Stages(remarks),
                surroundings.clients.receivers(),
                discoveries.targets());
        if (discoveries.any()) {
            files(scrape, pipeline, out);
        }
        sources(scrape, pipeline, out);
        docker(scrape, pipeline, out);
    }

    /** Writes what produces entries by itself, in the order in which Alloy's converter has it. */
    private void sources(Section scrape, Pipeline pipeline, AlloyText out) {
        if (scrape.has("cloudflare")) {
            PolledSources.cloudflare(scrape, pipeline, out);
        }
        if (scrape.has("journal")) {
            Sources.journal(Sources.journal(scrape), pipeline, out);
        }
        if (scrape.has("loki_push_api")) {
            PushedSources.api(scrape, pipeline, out, remarks);
        }
        if (scrape.has("syslog")) {
            Sources.syslog(scrape, pipeline, out);
        }
        if (scrape.has("gcplog")) {
            PushedSources.google(scrape, pipeline, out, remarks);
        }
        if (scrape.has("windows_events")) {
            PolledSources.windows(scrape, pipeline, out);
        }
        if (scrape.has("kafka")) {
            PolledSources.kafka(scrape, pipeline, out);
        }
        if (scrape.has("azure_event_hubs")) {
            PolledSources.azure(scrape, pipeline, out);
        }
        if (scrape.has("gelf")) {
            Sources.gelf(scrape, pipeline, out);
        }
        if (scrape.has("heroku_drain")) {
            PushedSources.heroku(scrape, pipeline, out);
        }
    }

    private void files(Section scrape, Pipeline pipeline, AlloyText out) {
        String receivers = pipeline.receivers(out);
        String targets = pipeline.targets(out);
        out.open("loki.source.file", pipeline.label())
                .raw("targets", targets)
                .raw("forward_to", receivers)
                .text("encoding", scrape.text("encoding", ""), "");
        decompression(scrape, out);
        if (!surroundings.least.equals(POLL) || !surroundings.most.equals(POLL)) {
            out.open("file_watch")
                    .duration("min_poll_frequency", surroundings.least, POLL)
                    .duration("max_poll_frequency", surroundings.most, POLL)
                    .close();
        }
        out.open("file_match")
                .raw("enabled", "true")
                .duration("sync_period", surroundings.syncPeriod, Duration.ofSeconds(10))
                .close()
                .text("legacy_positions_file", surroundings.positions, "")
                .close();
    }

    private static void decompression(Section scrape, AlloyText out) {
        scrape.section("decompression", Set.of("enabled", "initial_delay", "format"))
                .filter(d -> d.flag("enabled", false) || d.has("format") || d.has("initial_delay"))
                .ifPresent(d -> out.open("decompression")
                        .raw("enabled", Boolean.toString(d.flag("enabled", false)))
                        .duration("initial_delay", d.duration("initial_delay", Duration.ZERO), Duration.ZERO)
                        .text("format", d.text("format", ""))
                        .close());
    }

    private static void docker(Section scrape, Pipeline pipeline, AlloyText out) {
        int index = 0;
        for (Section docker : scrape.sections("docker_sd_configs", DOCKER)) {
            String label = Discoveries.numbered(pipeline.label(), index++);
            if (docker.text("host", "").isEmpty()) {
                throw new ConversionException("host missing");
            }
            discovery(docker, label, out);
            String receivers = pipeline.receivers(out);
            String rules = pipeline.rules(out);
            out.open("loki.source.docker", label)
                    .text("host", docker.text("host", ""))
                    .raw("targets", "discovery.docker." + label + ".targets")
                    .raw("forward_to", receivers)
                    .raw("relabel_rules", rules);
            AlloyText client = new AlloyText();
            HttpClient.write(docker, client);
            if (!client.toString().isEmpty()) {
                out.open("http_client_config").lines(client).close();
            }
            out.duration("refresh_interval", docker.prometheusDuration("refresh_interval", MINUTE), MINUTE)
                    .close();
        }
    }

    private static void discovery(Section docker, String label, AlloyText out) {
        out.open("discovery.docker", label)
                .text("host", docker.text("host", ""))
                .whole("port", docker.whole("port", 80), 80)
                .text("host_networking_host", docker.text("host_networking_host", "localhost"), "localhost")
                .duration("refresh_interval", docker.prometheusDuration("refresh_interval", MINUTE), MINUTE)
                .flag("match_first_network", docker.flag("match_first_network", true), true);
        for (Section filter : docker.sections("filters", Set.of("name", "values"))) {
            out.open("filter")
                    .text("name", filter.text("name", ""))
                    .raw("values", AlloyText.list(filter.texts("values")))
                    .close();
        }
        HttpClient.write(docker, out);
        out.close();
    }
}
