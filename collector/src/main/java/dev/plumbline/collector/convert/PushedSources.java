package dev.plumbline.collector.convert;

import dev.plumbline.collector.convert.Conversion.Level;
import dev.plumbline.collector.convert.Conversion.Remark;
import java.time.Duration;
import java.util.List;
import java.util.Set;

/** Converts sources that others push to: Loki's own API, Heroku's drain, Google's Pub/Sub. */
final class PushedSources {
    private static final long DEFAULT_SIZE = 100L << 20;

    private PushedSources() {}

    static void api(Section scrape, Pipeline pipeline, AlloyText out, List<Remark> remarks) {
        Section push = scrape.section(
                        "loki_push_api", Set.of("server", "labels", "use_incoming_timestamp", "max_send_msg_size"))
                .orElse(Section.empty("loki_push_api"));
        ServerSettings server = ServerSettings.of(push);
        remarks.addAll(server.remarks());
        String receivers = pipeline.receivers(out);
        String rules = pipeline.rules(out);
        out.open("loki.source.api", pipeline.label());
        server.write(out);
        out.raw("forward_to", receivers)
                .map("labels", push.map("labels"))
                .raw("relabel_rules", rules)
                .flag("use_incoming_timestamp", push.flag("use_incoming_timestamp", false), false)
                .size("max_send_message_size", push.whole("max_send_msg_size", 0), DEFAULT_SIZE)
                .close();
    }

    static void heroku(Section scrape, Pipeline pipeline, AlloyText out) {
        Section heroku = scrape.section("heroku_drain", Set.of("server", "labels", "use_incoming_timestamp"))
                .orElse(Section.empty("heroku_drain"));
        String receivers = pipeline.receivers(out);
        String rules = pipeline.rules(out);
        out.open("loki.source.heroku", pipeline.label());
        ServerSettings.of(heroku).write(out);
        out.map("labels", heroku.map("labels"))
                .flag("use_incoming_timestamp", heroku.flag("use_incoming_timestamp", false), false)
                .raw("forward_to", receivers)
                .raw("relabel_rules", rules)
                .close();
    }

    static void google(Section scrape, Pipeline pipeline, AlloyText out, List<Remark> remarks) {
        Section google = scrape.section(
                        "gcplog",
                        Set.of(
                                "project_id",
                                "subscription",
                                "labels",
                                "use_incoming_timestamp",
                                "subscription_type",
                                "push_timeout",
                                "server",
                                "use_full_line"))
                .orElse(Section.empty("gcplog"));
        ServerSettings server = ServerSettings.of(google);
        String type = google.text("subscription_type", "");
        AlloyText inner = new AlloyText();
        if (type.equals("push")) {
            remarks.addAll(server.remarks());
            inner.open("push");
            server.write(inner);
            inner.duration("push_timeout", google.duration("push_timeout", Duration.ZERO), Duration.ZERO);
            end(google, inner);
        } else if (type.isEmpty() || type.equals("pull")) {
            inner.open("pull")
                    .text("project_id", google.text("project_id", ""))
                    .text("subscription", google.text("subscription", ""));
            end(google, inner);
        } else {
            remarks.add(new Remark(Level.ERROR, "gcplog.subscription_type must be one of 'pull' or 'push'"));
        }
        String receivers = pipeline.receivers(out);
        String rules = pipeline.rules(out);
        out.open("loki.source.gcplog", pipeline.label())
                .lines(inner)
                .raw("forward_to", receivers)
                .raw("relabel_rules", rules)
                .close();
    }

    private static void end(Section google, AlloyText out) {
        out.map("labels", google.map("labels"))
                .flag("use_incoming_timestamp", google.flag("use_incoming_timestamp", false), false)
                .flag("use_full_line", google.flag("use_full_line", false), false)
                .close();
    }
}
