package dev.plumbline.embedded.alertmanager;

import com.fasterxml.jackson.databind.JsonNode;
import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
import dev.plumbline.embedded.http.Request;
import dev.plumbline.embedded.http.Response;
import dev.plumbline.embedded.http.Routes;
import dev.plumbline.embedded.prometheus.model.GoText;
import dev.plumbline.embedded.prometheus.model.Labels;
import dev.plumbline.embedded.prometheus.model.Matcher;
import java.net.URI;
import java.net.URISyntaxException;
import java.time.DateTimeException;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeMap;

/** Alerts and groups of API v2. */
final class AlertsApi {
    private static final String WHAT = "alerts";
    private static final Set<String> ON =
            Set.of("true", "1", "yes", "ok", "y", "on", "selected", "checked", "t", "enabled");
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss.SSS'Z'").withZone(ZoneOffset.UTC);

    private final Core core;

    AlertsApi(Core core) {
        this.core = core;
    }

    void addTo(Routes routes) {
        routes.get("/api/v2/alerts", this::list);
        routes.post("/api/v2/alerts", this::receive);
        routes.get("/api/v2/alerts/groups", this::groups);
    }

    static String time(long millis) {
        return TIME.format(java.time.Instant.ofEpochMilli(millis));
    }

    static OptionalLong parseTime(JsonNode node) {
        try {
            return node.isTextual() && !node.asText().startsWith("0001-01-01T00:00:00")
                    ? OptionalLong.of(
                            OffsetDateTime.parse(node.asText()).toInstant().toEpochMilli())
                    : OptionalLong.empty();
        } catch (DateTimeException e) {
            return OptionalLong.empty();
        }
    }

    private static Labels labels(JsonNode object) {
        return Labels.of(texts(object));
    }

    private static Map<String, String> texts(JsonNode object) {
        Map<String, String> texts = new TreeMap<>();
        object.properties().forEach(p -> texts.put(p.getKey(), p.getValue().asText()));
        return texts;
    }

    private Response receive(Request request) {
        JsonNode body;
        try {
            body = Body.read(request, WHAT, true, "models.PostableAlerts");
            for (JsonNode a : body) {
                if (!a.isObject() && !a.isNull()) {
                    throw Body.bad(
                            WHAT,
                            "json: cannot unmarshal " + Body.kind(a) + " into Go value of type struct { Annotations"
                                    + " models.LabelSet \"json:\\\"annotations,omitempty\\\"\" }");
                }
                checkTypes(a);
            }
        } catch (Body.Bad e) {
            return e.response();
        }
        for (int i = 0; i < body.size(); i++) {
            if (!body.get(i).path("labels").isObject()) {
                return Body.invalid(602, i + ".labels in body is required");
            }
            String generator = body.get(i).path("generatorURL").asText("");
            if (!generator.isEmpty() && !isRequestUri(generator)) {
                return Body.invalid(601, i + ".generatorURL in body must be of type uri: " + GoText.quote(generator));
            }
        }
        List<String> problems = new ArrayList<>();
        long now = core.clock().millis();
        body.forEach(a -> {
            String problem = receive(a, now);
            if (!problem.isEmpty()) {
                problems.add(problem);
                core.countInvalid();
            }
        });
        return problems.isEmpty() ? Response.empty(200) : Response.json(400, String.join("\n", problems));
    }

    private static void checkTypes(JsonNode alert) throws Body.Bad {
        Body.checkTexts(alert.path("annotations"), WHAT, ".annotations");
        Body.checkTime(alert.path("endsAt"), WHAT, ".endsAt");
        Body.checkTime(alert.path("startsAt"), WHAT, ".startsAt");
        Body.checkTexts(alert.path("labels"), WHAT, "Alert.labels");
        Body.check(alert.path("generatorURL"), WHAT, Body.STRING, "Alert.generatorURL", Body.STRING);
    }

    private static boolean isRequestUri(String text) {
        try {
            URI uri = new URI(text);
            return uri.isAbsolute() || text.startsWith("/");
        } catch (URISyntaxException e) {
            return false;
        }
    }

    private String receive(JsonNode a, long now) {
        OptionalLong start = parseTime(a.path("startsAt"));
        OptionalLong end = parseTime(a.path("endsAt"));
        long startsAt = start.orElse(end.isPresent() && end.getAsLong() < now ? end.getAsLong() : now);
        long endsAt = end.orElse(now + core.resolveTimeout());
        Labels labels = labels(a.path("labels"));
        if (startsAt > endsAt) {
            return "start time must be before end time";
        }
        if (labels.isEmpty()) {
            return "at least one label pair required";
        }
        if (labels.toMap().containsKey("")) {
            return "invalid label set: invalid name \"\"";
        }
        core.receive(new Alert(
                labels,
                texts(a.path("annotations")),
                startsAt,
                endsAt,
                now,
                a.path("generatorURL").asText(""),
                end.isEmpty()));
        return "";
    }

    /** What a request asks for. */
    private record Filter(
            boolean active,
            boolean silenced,
            boolean inhibited,
            boolean muted,
            List<Matcher> matchers,
            Optional<Pattern> receiver,
            List<Matcher> receiverMatchers) {
        boolean takes(String name) {
            return (receiver.isEmpty() || receiver.get().matches(name))
                    && LabelMatcher.passes(receiverMatchers, Map.of("name", name));
        }
    }

    private static Filter filter(Request request) {
        List<Matcher> matchers = new ArrayList<>();
        request.parameters("filter").forEach(f -> matchers.add(LabelMatcher.filter(f)));
        Optional<Pattern> receiver;
        try {
            receiver = request.parameter("receiver")
                    .filter(r -> !r.isEmpty())
                    .map(r -> Pattern.compile("^(?:" + r + ")$"));
        } catch (PatternSyntaxException e) {
            throw new IllegalArgumentException("failed to parse receiver param: " + e.getMessage(), e);
        }
        List<Matcher> receiverMatchers = new ArrayList<>();
        try {
            request.parameters("receiver_matchers").forEach(f -> receiverMatchers.add(LabelMatcher.filter(f)));
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("failed to parse receiver_matchers param: " + e.getMessage(), e);
        }
        return new Filter(
                isOn(request, "active"),
                isOn(request, "silenced"),
                isOn(request, "inhibited"),
                isOn(request, "muted"),
                matchers,
                receiver,
                receiverMatchers);
    }

    /** Reads a switch that is on unless it is given, as go-openapi reads it. */
    static boolean isOn(Request request, String name) {
        String text = request.parameter(name).orElse("");
        return text.isEmpty() || ON.contains(text.toLowerCase(Locale.ROOT));
    }

    private Response list(Request request) {
        Filter filter;
        try {
            filter = filter(request);
        } catch (IllegalArgumentException e) {
            return Response.json(400, String.valueOf(e.getMessage()));
        }
        List<Object> found = new ArrayList<>();
        for (Alert a : core.alerts()) {
            List<String> receivers = core.receivers(a.labels());
            boolean named = filter.receiver().isEmpty()
                    || receivers.stream().anyMatch(filter.receiver().get()::matches);
            if (named
                    && receivers.stream()
                            .anyMatch(r -> LabelMatcher.passes(filter.receiverMatchers(), Map.of("name", r)))) {
                json(a, receivers, filter).ifPresent(found::add);
            }
        }
        return Response.json(200, found);
    }

    private Response groups(Request request) {
        Filter filter;
        try {
            filter = filter(request);
        } catch (IllegalArgumentException e) {
            return Response.json(400, String.valueOf(e.getMessage()));
        }
        long now = core.clock().millis();
        List<Group> groups = core.groups().stream()
                .filter(g -> filter.takes(g.route().receiver()))
                .toList();
        Map<Labels, List<String>> receivers = new HashMap<>();
        for (Group g : groups) {
            g.alerts()
                    .keySet()
                    .forEach(a -> receivers
                            .computeIfAbsent(a, l -> new ArrayList<>())
                            .add(g.route().receiver()));
        }
        receivers.values().forEach(Collections::sort);
        List<Object> found = new ArrayList<>();
        for (Group g : groups) {
            List<Object> alerts = new ArrayList<>();
            g.alerts().values().stream()
                    .filter(a -> a.endsAt() >= now)
                    .sorted(Comparator.comparing(Alert::labels, Order::ofAlerts))
                    .forEach(a -> json(a, receivers.getOrDefault(a.labels(), List.of()), filter)
                            .ifPresent(alerts::add));
            if (!alerts.isEmpty()) {
                Map<String, Object> json = new LinkedHashMap<>();
                json.put("alerts", alerts);
                json.put("labels", g.labels().toMap());
                json.put("receiver", Map.of("name", g.route().receiver()));
                json.put("routeLabels", Map.of());
                found.add(json);
            }
        }
        return Response.json(200, found);
    }

    private Optional<Object> json(Alert a, List<String> receivers, Filter filter) {
        List<String> inhibited = core.inhibitedBy(a.labels());
        List<String> silenced = core.silencedBy(a.labels());
        boolean active = inhibited.isEmpty() && silenced.isEmpty();
        boolean wanted = LabelMatcher.passes(filter.matchers(), a.labels().toMap())
                && (filter.active() || !active)
                && (filter.silenced() || silenced.isEmpty())
                && (filter.inhibited() || inhibited.isEmpty());
        if (!wanted) {
            return Optional.empty();
        }
        Map<String, Object> status = new LinkedHashMap<>();
        status.put("inhibitedBy", inhibited);
        status.put("mutedBy", List.of());
        status.put("silencedBy", silenced);
        status.put("state", active ? "active" : "suppressed");
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("annotations", a.annotations());
        json.put("endsAt", time(a.endsAt()));
        json.put("fingerprint", a.fingerprint());
        json.put("receivers", receivers.stream().map(r -> Map.of("name", r)).toList());
        json.put("startsAt", time(a.startsAt()));
        json.put("status", status);
        json.put("updatedAt", time(a.updatedAt()));
        if (!a.generatorUrl().isEmpty()) {
            json.put("generatorURL", a.generatorUrl());
        }
        json.put("labels", a.labels().toMap());
        return Optional.of(json);
    }
}
