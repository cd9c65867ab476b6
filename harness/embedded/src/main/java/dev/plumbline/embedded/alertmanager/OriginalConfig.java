package dev.plumbline.embedded.alertmanager;

import com.fasterxml.jackson.databind.node.TextNode;
import dev.plumbline.embedded.prometheus.model.Durations;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Writes the configuration as the status page shows it: with defaults, and without secrets. */
final class OriginalConfig {
    private static final String GLOBAL = """
              http_config:
                follow_redirects: true
                enable_http2: true
              smtp_hello: localhost
              smtp_require_tls: true
              smtp_tls_config:
                insecure_skip_verify: false
              slack_app_url: https://slack.com/api/chat.postMessage
              pagerduty_url: https://events.pagerduty.com/v2/enqueue
              opsgenie_api_url: https://api.opsgenie.com/
              wechat_api_url: https://qyapi.weixin.qq.com/cgi-bin/
              victorops_api_url: https://alert.victorops.com/integrations/generic/20131114/alert/
              telegram_api_url: https://api.telegram.org
              webex_api_url: https://webexapis.com/v1/messages
              rocketchat_api_url: https://open.rocket.chat/
            """;

    private final StringBuilder out = new StringBuilder();

    private OriginalConfig() {}

    static String of(AlertmanagerConfig config) {
        OriginalConfig text = new OriginalConfig();
        AlertmanagerConfig.Global global = config.global();
        String timeout = global == null ? "5m" : Objects.requireNonNullElse(global.resolveTimeout(), "5m");
        text.line(0, "global:");
        text.line(1, "resolve_timeout: " + duration(timeout));
        GLOBAL.lines().forEach(l -> text.line(0, l));
        AlertmanagerConfig.RouteConfig route = config.route();
        if (route != null) {
            text.line(0, "route:");
            text.route(1, "", route);
        }
        if (!AlertmanagerConfig.list(config.inhibitRules()).isEmpty()) {
            text.line(0, "inhibit_rules:");
            AlertmanagerConfig.list(config.inhibitRules()).forEach(text::inhibitRule);
        }
        text.line(0, "receivers:");
        AlertmanagerConfig.list(config.receivers()).forEach(text::receiver);
        if (AlertmanagerConfig.list(config.templates()).isEmpty()) {
            text.line(0, "templates: []");
        } else {
            text.list(0, "templates", config.templates());
        }
        return text.out.toString();
    }

    private static String duration(String text) {
        return Durations.format(Durations.parse(text));
    }

    private void line(int level, String text) {
        out.append("  ".repeat(level)).append(text).append('\n');
    }

    private void list(int level, String name, @Nullable List<String> values) {
        if (!AlertmanagerConfig.list(values).isEmpty()) {
            line(level, name + ":");
            AlertmanagerConfig.list(values).forEach(v -> line(level, "- " + scalar(v)));
        }
    }

    private void matchers(int level, String name, @Nullable List<String> values) {
        if (!AlertmanagerConfig.list(values).isEmpty()) {
            line(level, name + ":");
            AlertmanagerConfig.list(values)
                    .forEach(v -> LabelMatcher.parse(v).forEach(m -> line(level, "- " + LabelMatcher.text(m))));
        }
    }

    private void map(int level, String name, @Nullable Map<String, String> values) {
        if (values != null && !values.isEmpty()) {
            line(level, name + ":");
            values.forEach((k, v) -> line(level + 1, k + ": " + scalar(v)));
        }
    }

    private static String scalar(String v) {
        boolean otherType =
                v.matches("(?i)[-+.]?[0-9][-+.0-9_xobe:]*|true|false|null|~|yes|no|on|off|y|n|[-+]?[.](inf|nan)");
        if (v.isEmpty() || otherType || v.chars().anyMatch(c -> c < ' ')) {
            return TextNode.valueOf(v).toString();
        }
        boolean indicator = v.matches("(?s)[,\\[\\]{}#&*!|>'\"%@`].*|[-?:]( .*)?|[.]{3}.*|---.*");
        boolean separates = v.contains(": ")
                || v.contains(" #")
                || v.endsWith(":")
                || !v.strip().equals(v);
        return indicator || separates ? "'" + v.replace("'", "''") + "'" : v;
    }

    private void route(int level, String dash, AlertmanagerConfig.RouteConfig r) {
        int start = out.length();
        if (r.receiver() != null) {
            line(level, "receiver: " + scalar(r.receiver()));
        }
        list(level, "group_by", r.groupBy());
        map(level, "match", r.match());
        map(level, "match_re", r.matchRe());
        matchers(level, "matchers", r.matchers());
        line(level, "continue: " + Objects.requireNonNullElse(r.goOn(), false));
        if (!dash.isEmpty()) {
            out.replace(start, start + level * 2, "  ".repeat(level - 1) + dash);
        }
        if (!AlertmanagerConfig.list(r.routes()).isEmpty()) {
            line(level, "routes:");
            AlertmanagerConfig.list(r.routes()).forEach(c -> route(level + 1, "- ", c));
        }
        duration(level, "group_wait", r.groupWait());
        duration(level, "group_interval", r.groupInterval());
        duration(level, "repeat_interval", r.repeatInterval());
    }

    private void duration(int level, String name, @Nullable String text) {
        if (text != null) {
            line(level, name + ": " + duration(text));
        }
    }

    private void inhibitRule(AlertmanagerConfig.InhibitRule rule) {
        int start = out.length();
        map(1, "source_match", rule.sourceMatch());
        matchers(1, "source_matchers", rule.sourceMatchers());
        map(1, "target_match", rule.targetMatch());
        matchers(1, "target_matchers", rule.targetMatchers());
        list(1, "equal", rule.equal());
        if (out.length() > start) {
            out.replace(start, start + 2, "- ");
        }
    }

    private void receiver(AlertmanagerConfig.Receiver r) {
        String name = scalar(Objects.requireNonNullElse(r.name(), ""));
        line(0, "- name: " + name);
        line(1, "labels:");
        line(2, "name: " + name);
        if (AlertmanagerConfig.list(r.webhookConfigs()).isEmpty()) {
            return;
        }
        line(1, "webhook_configs:");
        for (AlertmanagerConfig.Webhook hook : AlertmanagerConfig.list(r.webhookConfigs())) {
            line(1, "- send_resolved: " + Objects.requireNonNullElse(hook.sendResolved(), true));
            line(2, "http_config:");
            line(3, "follow_redirects: true");
            line(3, "enable_http2: true");
            line(2, "url: <secret>");
            line(2, "url_file: \"\"");
            line(2, "max_alerts: " + Objects.requireNonNullElse(hook.maxAlerts(), 0));
            line(2, "timeout: 0s");
        }
    }
}
