package dev.plumbline.embedded.prometheus.api;

import com.fasterxml.jackson.databind.node.NullNode;
import dev.plumbline.embedded.http.Request;
import dev.plumbline.embedded.http.Routes;
import dev.plumbline.embedded.prometheus.model.GoText;
import dev.plumbline.embedded.prometheus.model.Matcher;
import dev.plumbline.embedded.prometheus.promql.ParseException;
import dev.plumbline.embedded.prometheus.promql.Printer;
import dev.plumbline.embedded.prometheus.rules.Alert;
import dev.plumbline.embedded.prometheus.rules.AlertingRule;
import dev.plumbline.embedded.prometheus.rules.RecordingRule;
import dev.plumbline.embedded.prometheus.rules.Rule;
import dev.plumbline.embedded.prometheus.rules.RuleGroup;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/** Answers rules and alerts. */
final class RulesApi {
    private final Supplier<Live> live;

    RulesApi(Supplier<Live> live) {
        this.live = live;
    }

    void addTo(Routes routes) {
        routes.get("/api/v1/rules", Answers.handler(this::rules));
        routes.get("/api/v1/alerts", Answers.handler(r -> alerts()));
    }

    private Answers.Data alerts() {
        List<Object> alerts = new ArrayList<>();
        for (RuleGroup group : live.get().rules().groups()) {
            for (Rule rule : group.rules()) {
                if (rule instanceof AlertingRule alerting) {
                    alerting.alerts().forEach(a -> alerts.add(json(a)));
                }
            }
        }
        return Answers.Data.of(Map.of("alerts", alerts));
    }

    private static Map<String, Object> json(Alert a) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("labels", a.labels().toMap());
        json.put("annotations", a.annotations().toMap());
        json.put("state", a.state().text());
        json.put("activeAt", Instant.ofEpochMilli(a.activeAt()).toString());
        a.keepFiringSince()
                .ifPresent(
                        t -> json.put("keepFiringSince", Instant.ofEpochMilli(t).toString()));
        json.put("value", GoText.exponent(a.value()));
        return json;
    }

    private Answers.Data rules(Request request) {
        Parameters in = new Parameters(request);
        List<List<Matcher>> matchers = matchers(in);
        String type = in.text("type").toLowerCase(java.util.Locale.ROOT);
        if (!type.isEmpty() && !type.equals("alert") && !type.equals("record")) {
            throw ApiException.badParameter("type", "not supported value " + GoText.quote(type));
        }
        boolean withoutAlerts = excludesAlerts(in.text("exclude_alerts").toLowerCase(java.util.Locale.ROOT));
        RulePage page = RulePage.of(in);
        List<Object> groups = new ArrayList<>();
        Map<String, Object> data = new LinkedHashMap<>();
        data.put("groups", groups);
        boolean started = page.token().isEmpty();
        for (RuleGroup group : live.get().rules().groups()) {
            started |= page.token().equals(RulePage.token(group.file(), group.name()));
            List<Object> rules = started ? rules(request, group, matchers, type, withoutAlerts) : List.of();
            if (!rules.isEmpty() && page.limit() > 0 && groups.size() == page.limit()) {
                data.put("groupNextToken", RulePage.token(group.file(), group.name()));
                break;
            }
            if (!rules.isEmpty()) {
                groups.add(json(group, rules));
            }
        }
        if (!started) {
            throw page.unknownToken();
        }
        return Answers.Data.of(data);
    }

    private static List<List<Matcher>> matchers(Parameters in) {
        try {
            return in.selectors();
        } catch (ParseException | IllegalArgumentException e) {
            throw ApiException.badData(String.valueOf(e.getMessage()));
        }
    }

    private static List<Object> rules(
            Request request, RuleGroup group, List<List<Matcher>> matchers, String type, boolean withoutAlerts) {
        List<Object> rules = new ArrayList<>();
        if (wanted(request, "rule_group[]", group.name()) && wanted(request, "file[]", group.file())) {
            for (Rule rule : group.rules()) {
                boolean alert = rule instanceof AlertingRule;
                boolean matched = matchers.isEmpty()
                        || matchers.stream().anyMatch(set -> set.stream().allMatch(m -> m.matches(rule.labels())));
                if (matched
                        && wanted(request, "rule_name[]", rule.name())
                        && (type.isEmpty() || type.equals("alert") == alert)) {
                    rules.add(json(group, rule, withoutAlerts));
                }
            }
        }
        return rules;
    }

    private static boolean excludesAlerts(String text) {
        return switch (text) {
            case "", "0", "f", "false" -> false;
            case "1", "t", "true" -> true;
            default ->
                throw ApiException.badParameter(
                        "exclude_alerts",
                        "error converting exclude_alerts: strconv.ParseBool: parsing " + GoText.quote(text)
                                + ": invalid syntax");
        };
    }

    private static boolean wanted(Request request, String parameter, String value) {
        List<String> given = request.parameters(parameter);
        return given.isEmpty() || given.contains(value);
    }

    private static Map<String, Object> json(RuleGroup group, List<Object> rules) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("name", group.name());
        json.put("file", group.file());
        json.put("rules", rules);
        json.put("interval", Answers.seconds(group.interval()));
        json.put("limit", group.limit());
        json.put("evaluationTime", group.status().seconds());
        json.put("lastEvaluation", time(group.status().time()));
        return json;
    }

    private static String time(long millis) {
        return millis == 0
                ? "0001-01-01T00:00:00Z"
                : Instant.ofEpochMilli(millis).toString();
    }

    private static Map<String, Object> json(RuleGroup group, Rule rule, boolean withoutAlerts) {
        RuleGroup.Status status = group.status(rule);
        Map<String, Object> json = new LinkedHashMap<>();
        switch (rule) {
            case AlertingRule a -> {
                json.put("state", a.state().text());
                json.put("name", a.name());
                json.put("query", Printer.print(a.expr()));
                json.put("duration", Answers.seconds(a.hold()));
                json.put("keepFiringFor", Answers.seconds(a.keepFiring()));
                json.put("labels", a.labels().toMap());
                json.put("annotations", a.annotations().toMap());
                json.put(
                        "alerts",
                        withoutAlerts
                                ? NullNode.getInstance()
                                : a.alerts().stream().map(RulesApi::json).toList());
            }
            case RecordingRule r -> {
                json.put("name", r.name());
                json.put("query", Printer.print(r.expr()));
                json.put("labels", r.labels().toMap());
            }
        }
        json.put("health", status.health());
        if (!status.error().isEmpty()) {
            json.put("lastError", status.error());
        }
        json.put("evaluationTime", status.seconds());
        json.put("lastEvaluation", time(status.time()));
        json.put("type", rule instanceof AlertingRule ? "alerting" : "recording");
        return json;
    }
}
