package dev.plumbline.collector.convert;

import java.time.Duration;
import java.util.List;
import java.util.Set;

/** Converts sources that read no files: the journal, syslog, GELF. */
final class Sources {
    private static final Set<String> SYSLOG = Set.of(
            "listen_address",
            "listen_protocol",
            "idle_timeout",
            "label_structured_data",
            "labels",
            "use_incoming_timestamp",
            "use_rfc5424_message",
            "syslog_format",
            "max_message_length",
            "tls_config",
            "raw_format_options",
            "rfc3164_cisco_components");

    private Sources() {}

    static void journal(Section journal, Pipeline pipeline, AlloyText out) {
        String receivers = pipeline.receivers(out);
        String rules = pipeline.rules(out);
        out.open("loki.source.journal", pipeline.label())
                .flag("format_as_json", journal.flag("json", false), false)
                .duration("max_age", journal.duration("max_age", Duration.ofHours(7)), Duration.ofHours(7))
                .text("path", journal.text("path", ""), "")
                .raw("relabel_rules", rules)
                .raw("forward_to", receivers);
        if (journal.node("labels").isPresent()) {
            out.map("labels", journal.map("labels"));
        } else {
            out.raw("labels", "{}");
        }
        out.close();
    }

    static Section journal(Section scrape) {
        return scrape.section("journal", Set.of("max_age", "json", "labels", "path", "matches"))
                .orElse(Section.empty("journal"));
    }

    static void syslog(Section scrape, Pipeline pipeline, AlloyText out) {
        Section syslog = scrape.section("syslog", SYSLOG).orElse(Section.empty("syslog"));
        String format = syslog.text("syslog_format", "rfc5424");
        if (!List.of("rfc5424", "rfc3164", "raw").contains(format)) {
            throw new ConversionException("unknown syslog format \"" + format + "\"");
        }
        String receivers = pipeline.receivers(out);
        String rules = pipeline.rules(out);
        out.open("loki.source.syslog", pipeline.label())
                .open("listener")
                .text("address", syslog.text("listen_address", ""))
                .text("protocol", syslog.text("listen_protocol", ""), "tcp")
                .duration("idle_timeout", syslog.duration("idle_timeout", Duration.ZERO), Duration.ofMinutes(2))
                .flag("label_structured_data", syslog.flag("label_structured_data", false), false)
                .map("labels", syslog.map("labels"))
                .flag("use_incoming_timestamp", syslog.flag("use_incoming_timestamp", false), false)
                .flag("use_rfc5424_message", syslog.flag("use_rfc5424_message", false), false)
                .whole("max_message_length", syslog.whole("max_message_length", 0), 8192);
        syslog.section("tls_config", HttpClient.TLS).ifPresent(tls -> HttpClient.tls(tls, out));
        out.text("syslog_format", format, "rfc5424");
        flags(syslog, "raw_format_options", List.of("use_null_terminator_delimiter"), out);
        flags(
                syslog,
                "rfc3164_cisco_components",
                List.of("enable_all", "message_counter", "sequence_number", "hostname", "second_fractions"),
                out);
        out.raw("udp_queue_size", "0")
                .raw("udp_host_cache_size", "0")
                .close()
                .raw("forward_to", receivers)
                .raw("relabel_rules", rules)
                .close();
    }

    private static void flags(Section syslog, String name, List<String> keys, AlloyText out) {
        syslog.section(name, Set.copyOf(keys)).ifPresent(options -> {
            out.open(name);
            keys.forEach(key -> out.flag(key, options.flag(key, false), false));
            out.close();
        });
    }

    static void gelf(Section scrape, Pipeline pipeline, AlloyText out) {
        Section gelf = scrape.section("gelf", Set.of("listen_address", "labels", "use_incoming_timestamp"))
                .orElse(Section.empty("gelf"));
        String receivers = pipeline.receivers(out);
        String rules = pipeline.rules(out);
        out.open("loki.source.gelf", pipeline.label())
                .text("listen_address", gelf.text("listen_address", ""), "0.0.0.0:12201")
                .flag("use_incoming_timestamp", gelf.flag("use_incoming_timestamp", false), false)
                .raw("relabel_rules", rules)
                .raw("forward_to", receivers)
                .close();
    }
}
