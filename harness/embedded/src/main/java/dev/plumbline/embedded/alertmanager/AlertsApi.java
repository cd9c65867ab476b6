package dev.plumbline.embedded.alertmanager;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
import dev.plumbline.embedded.http.Request;
import dev.plumbline.embedded.http.Response;
import dev.plumbline.embedded.http.Routes;
import dev.plumbline.embedded.prometheus.model.Labels;
import dev.plumbline.embedded.prometheus.model.Matcher;
import java.time.DateTimeException;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/** Alerts and groups of API v2. */
final class AlertsApi {
    static final JsonMapper JSON = JsonMapper.builder().build();
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

    static Response invalid(int code, String message) {
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("code", code);
        body.put("message", message);
        return Response.json(code >= 600 ? 422 : code, body);
    }

    /** Reads a body; what is no JSON, or of another shape, becomes the answer that the real API gives. */
    static JsonNode body(Request request, String what, boolean list, String type) throws BadBody {
        JsonNode node;
        try {
            node = JSON.readTree(request.text());
        } catch (JsonProcessingException e) {
            throw new BadBody(invalid(400, "parsing " + what + " body from \"\" failed, because unexpected EOF"));
        }
        if (node == null || node.isMissingNode()) {
            throw new BadBody(invalid(602, what + " in body is required"));
        }
        if (node.isArray() != list || !node.isContainerNode()) {
            String found =
                    node.isObject() ? "object" : node.isArray() ? "array" : node.isTextual() ? "string" : "number";
            throw new BadBody(invalid(
                    400,
                    "parsing " + what + " body from \"\" failed, because json: cannot unmarshal " + found
                            + " into Go value of type models." + type));
        }
        return node;
    }

    /** A request has a body that cannot be taken. */
    static final class BadBody extends Exception {
        @java.io.Serial
        private static final long serialVersionUID = 1;

        private final transient Response response;

        BadBody(Response response) {
            this.response = response;
        }

        Response response() {
            return response;
        }
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

    static Labels labels(JsonNode object) {
        Map<String, String> labels = new LinkedHashMap<>();
        object.properties().forEach(p -> labels.put(p.getKey(), p.getValue().asText()));
        return Labels.of(labels);
    }

    private Response receive(Request request) {
        JsonNode body;
        try {
            body = body(request, "alerts", true, "PostableAlerts");
        } catch (BadBody e) {
            return e.response();
        }
        for (int i = 0; i < body.size(); i++) {
            if (!body.get(i).path("labels").isObject()) {
                return invalid(602, i + ".labels in body is required");
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
        core.receive(new Alert(
                labels,
                labels(a.path("annotations")),
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
            Optional<Pattern> receiver) {}

    private static Filter filter(Request request) {
        List<Matcher> matchers = new ArrayList<>();
        request.parameters("filter").forEach(f -> matchers.addAll(LabelMatcher.parse(f)));
        Optional<Pattern> receiver;
        try {
            receiver = request.parameter("receiver").map(r -> Pattern.compile("^(?:" + r + ")$"));
        } catch (PatternSyntaxException e) {
            throw new IllegalArgumentException("failed to parse receiver param: " + e.getMessage(), e);
        }
        return new Filter(
                isOn(request, "active"),
                isOn(request, "silenced"),
                isOn(request, "inhibited"),
                isOn(request, "muted"),
                matchers,
                receiver);
    }

    private static boolean isOn(Request request, String name) {
        return !request.parameter(name).orElse("true").equals("false");
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
            if (filter.receiver().isEmpty()
                    || receivers.stream().anyMatch(filter.receiver().get()::matches)) {
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
        List<Object> found = new ArrayList<>();
        long now = core.clock().millis();
        for (Group g : core.groups()) {
            String receiver = g.route().receiver();
            if (filter.receiver().isPresent() && !filter.receiver().get().matches(receiver)) {
                continue;
            }
            List<Object> alerts = new ArrayList<>();
            g.alerts().values().stream()
                    .filter(a -> !a.isResolved(now))
                    .forEach(a -> json(a, core.receivers(a.labels()), filter).ifPresent(alerts::add));
            if (!alerts.isEmpty()) {
                Map<String, Object> json = new LinkedHashMap<>();
                json.put("alerts", alerts);
                json.put("labels", g.labels().toMap());
                json.put("receiver", Map.of("name", receiver));
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
        boolean wanted = LabelMatcher.matches(filter.matchers(), a.labels())
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
        json.put("annotations", a.annotations().toMap());
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
