package dev.plumbline.collector.convert;

import java.time.Duration;
import java.util.List;
import java.util.Set;

/** Converts sources that are asked for entries: Kafka, Azure's event hubs, Cloudflare, Windows' events. */
final class PolledSources {
    private PolledSources() {}

    static void kafka(Section scrape, Pipeline pipeline, AlloyText out) {
        Section kafka = scrape.section(
                        "kafka",
                        Set.of(
                                "labels",
                                "use_incoming_timestamp",
                                "brokers",
                                "group_id",
                                "topics",
                                "version",
                                "assignor",
                                "authentication"))
                .orElse(Section.empty("kafka"));
        String receivers = pipeline.receivers(out);
        String rules = pipeline.rules(out);
        out.open("loki.source.kafka", pipeline.label())
                .raw("brokers", AlloyText.list(kafka.texts("brokers")))
                .raw("topics", AlloyText.list(kafka.texts("topics")))
                .text("group_id", kafka.text("group_id", ""), "loki.source.kafka")
                .text("assignor", kafka.text("assignor", ""), "range")
                .text("version", kafka.text("version", ""), "2.2.1");
        authentication(kafka, out);
        out.flag("use_incoming_timestamp", kafka.flag("use_incoming_timestamp", false), false)
                .map("labels", kafka.map("labels"))
                .raw("forward_to", receivers)
                .raw("relabel_rules", rules)
                .close();
    }

    private static void authentication(Section kafka, AlloyText out) {
        Section own = kafka.section("authentication", Set.of("type", "tls_config", "sasl_config"))
                .orElse(Section.empty("authentication"));
        Section sasl = own.section(
                        "sasl_config",
                        HttpClient.with(HttpClient.TLS, Set.of("mechanism", "user", "password", "use_tls")))
                .orElse(Section.empty("sasl_config"));
        AlloyText login = new AlloyText();
        login.text("mechanism", sasl.text("mechanism", ""), "")
                .text("user", sasl.text("user", ""), "")
                .text("password", sasl.text("password", ""), "")
                .flag("use_tls", sasl.flag("use_tls", false), false);
        HttpClient.tls(sasl, login);
        out.open("authentication").text("type", own.text("type", ""), "");
        own.section("tls_config", HttpClient.TLS).ifPresent(tls -> HttpClient.tls(tls, out));
        if (!login.toString().isEmpty()) {
            out.open("sasl_config").lines(login).close();
        }
        out.close();
    }

    static void azure(Section scrape, Pipeline pipeline, AlloyText out) {
        Section azure = scrape.section(
                        "azure_event_hubs",
                        Set.of(
                                "labels",
                                "use_incoming_timestamp",
                                "event_hubs",
                                "connection_string",
                                "fully_qualified_namespace",
                                "group_id",
                                "disallow_custom_messages"))
                .orElse(Section.empty("azure_event_hubs"));
        String receivers = pipeline.receivers(out);
        String rules = pipeline.rules(out);
        out.open("loki.source.azure_event_hubs", pipeline.label())
                .text("fully_qualified_namespace", azure.text("fully_qualified_namespace", ""))
                .raw("event_hubs", AlloyText.list(azure.texts("event_hubs")))
                .open("authentication")
                .text("mechanism", "")
                .text("connection_string", azure.text("connection_string", ""), "")
                .close()
                .text("group_id", azure.text("group_id", ""), "loki.source.azure_event_hubs")
                .flag("use_incoming_timestamp", azure.flag("use_incoming_timestamp", false), false)
                .flag("disallow_custom_messages", azure.flag("disallow_custom_messages", false), false)
                .raw("relabel_rules", rules)
                .map("labels", azure.map("labels"))
                .text("assignor", "")
                .raw("forward_to", receivers)
                .close();
    }

    static void cloudflare(Section scrape, Pipeline pipeline, AlloyText out) {
        Section cloudflare = scrape.section(
                        "cloudflare",
                        Set.of(
                                "api_token",
                                "zone_id",
                                "labels",
                                "workers",
                                "pull_range",
                                "fields_type",
                                "additional_fields"))
                .orElse(Section.empty("cloudflare"));
        String receivers = pipeline.relabelledReceivers(out);
        out.open("loki.source.cloudflare", pipeline.label())
                .text("api_token", cloudflare.text("api_token", ""))
                .text("zone_id", cloudflare.text("zone_id", ""))
                .map("labels", cloudflare.map("labels"))
                .whole("workers", cloudflare.whole("workers", 0), 3)
                .duration(
                        "pull_range", cloudflare.prometheusDuration("pull_range", Duration.ZERO), Duration.ofMinutes(1))
                .text("fields_type", cloudflare.text("fields_type", ""), "default")
                .raw("forward_to", receivers)
                .close();
    }

    static void windows(Section scrape, Pipeline pipeline, AlloyText out) {
        List<String> exclusions = List.of("exclude_event_data", "exclude_user_data", "exclude_event_message");
        Section windows = scrape.section(
                        "windows_events",
                        HttpClient.with(
                                Set.copyOf(exclusions),
                                Set.of(
                                        "locale",
                                        "eventlog_name",
                                        "xpath_query",
                                        "use_incoming_timestamp",
                                        "bookmark_path",
                                        "poll_interval",
                                        "labels")))
                .orElse(Section.empty("windows_events"));
        String receivers = pipeline.relabelledReceivers(out);
        out.open("loki.source.windowsevent", pipeline.label())
                .whole("locale", windows.whole("locale", 0), 0)
                .text("eventlog_name", windows.text("eventlog_name", ""), "")
                .text("xpath_query", windows.text("xpath_query", ""), "*")
                .duration("poll_interval", windows.duration("poll_interval", Duration.ZERO), Duration.ofSeconds(3));
        exclusions.forEach(key -> out.flag(key, windows.flag(key, false), false));
        out.flag("use_incoming_timestamp", windows.flag("use_incoming_timestamp", false), false)
                .raw("forward_to", receivers)
                .map("labels", windows.map("labels"))
                .text("legacy_bookmark_path", windows.text("bookmark_path", ""), "")
                .close();
    }
}
