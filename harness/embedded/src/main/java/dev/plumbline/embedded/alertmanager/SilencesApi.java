package dev.plumbline.embedded.alertmanager;

import com.fasterxml.jackson.databind.JsonNode;
import dev.plumbline.embedded.http.Request;
import dev.plumbline.embedded.http.Response;
import dev.plumbline.embedded.http.Routes;
import dev.plumbline.embedded.prometheus.model.Matcher;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.UUID;

/** Silences of API v2. */
final class SilencesApi {
    private static final List<String> STATES = List.of("active", "pending", "expired");

    private final Core core;

    SilencesApi(Core core) {
        this.core = core;
    }

    void addTo(Routes routes) {
        routes.get("/api/v2/silences", this::list);
        routes.post("/api/v2/silences", this::create);
        routes.get("/api/v2/silence/{id}", this::one);
        routes.on("DELETE", "/api/v2/silence/{id}", this::expire);
    }

    private Response list(Request request) {
        List<Matcher> filter = new ArrayList<>();
        try {
            request.parameters("filter").forEach(f -> filter.addAll(LabelMatcher.parse(f)));
        } catch (IllegalArgumentException e) {
            return Response.json(400, String.valueOf(e.getMessage()));
        }
        long now = core.clock().millis();
        return Response.json(
                200,
                core.silences().stream()
                        .filter(s -> filter.stream()
                                .allMatch(f -> s.matchers().stream()
                                        .anyMatch(m -> m.name().equals(f.name()) && f.matches(m.value()))))
                        .sorted(Comparator.<Silence>comparingInt(s -> STATES.indexOf(s.state(now)))
                                .thenComparingLong(Silence::endsAt))
                        .map(s -> json(s, now))
                        .toList());
    }

    private Response one(Request request) {
        return core.silence(request.pathVariable("id"))
                .map(s -> Response.json(200, json(s, core.clock().millis())))
                .orElseGet(() -> Response.empty(404));
    }

    private Response expire(Request request) {
        Optional<Silence> silence = core.silence(request.pathVariable("id"));
        long now = core.clock().millis();
        if (silence.isEmpty()) {
            return Response.empty(404);
        }
        if (silence.get().state(now).equals("expired")) {
            return Response.json(500, "silence " + silence.get().id() + " already expired");
        }
        core.put(silence.get().expired(now));
        return Response.empty(200);
    }

    private Response create(Request request) {
        JsonNode body;
        try {
            body = AlertsApi.body(request, "silence", false, "PostableSilence");
        } catch (AlertsApi.BadBody e) {
            return e.response();
        }
        for (String field : List.of("comment", "createdBy", "endsAt", "matchers", "startsAt")) {
            if (!body.hasNonNull(field)) {
                return AlertsApi.invalid(602, field + " in body is required");
            }
        }
        if (body.get("matchers").isEmpty()) {
            return AlertsApi.invalid(612, "matchers in body should have at least 1 items");
        }
        List<Matcher> matchers = new ArrayList<>();
        try {
            body.get("matchers").forEach(m -> matchers.add(matcher(m)));
        } catch (IllegalArgumentException e) {
            return Response.json(400, "invalid silence: " + e.getMessage());
        }
        if (matchers.stream().allMatch(m -> m.matches(""))) {
            return Response.json(400, "invalid silence: at least one matcher must not match the empty string");
        }
        return create(body, matchers);
    }

    private Response create(JsonNode body, List<Matcher> matchers) {
        OptionalLong start = AlertsApi.parseTime(body.get("startsAt"));
        OptionalLong end = AlertsApi.parseTime(body.get("endsAt"));
        if (start.isEmpty() || end.isEmpty()) {
            return AlertsApi.invalid(400, "parsing silence body from \"\" failed, because a time is not RFC 3339");
        }
        long now = core.clock().millis();
        if (end.getAsLong() < start.getAsLong()) {
            return Response.json(400, "Failed to create silence: start time must be before end time");
        }
        if (end.getAsLong() < now) {
            return Response.json(400, "Failed to create silence: end time can't be in the past");
        }
        String wanted = body.path("id").asText("");
        Optional<Silence> before = core.silence(wanted);
        if (!wanted.isEmpty() && before.isEmpty()) {
            return Response.json(404, "silence " + wanted + " not found");
        }
        boolean same = before.isPresent()
                && before.get().matchers().equals(matchers)
                && !before.get().state(now).equals("expired");
        if (before.isPresent() && !same) {
            core.put(before.get().expired(now));
        }
        String id = same ? wanted : UUID.randomUUID().toString();
        core.put(new Silence(
                id,
                matchers,
                same ? before.get().startsAt() : Math.max(now, start.getAsLong()),
                end.getAsLong(),
                now,
                body.get("createdBy").asText(),
                body.get("comment").asText()));
        return Response.json(200, Map.of("silenceID", id));
    }

    private static Matcher matcher(JsonNode m) {
        boolean regex = m.path("isRegex").asBoolean(false);
        boolean equal = m.path("isEqual").asBoolean(true);
        Matcher.Type type = regex
                ? (equal ? Matcher.Type.REGEX : Matcher.Type.NOT_REGEX)
                : (equal ? Matcher.Type.EQUAL : Matcher.Type.NOT_EQUAL);
        return Matcher.of(m.path("name").asText(), type, m.path("value").asText());
    }

    private static Map<String, Object> json(Silence s, long now) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("id", s.id());
        json.put("status", Map.of("state", s.state(now)));
        json.put("updatedAt", AlertsApi.time(s.updatedAt()));
        json.put("comment", s.comment());
        json.put("createdBy", s.createdBy());
        json.put("endsAt", AlertsApi.time(s.endsAt()));
        json.put("matchers", s.matchers().stream().map(SilencesApi::json).toList());
        json.put("startsAt", AlertsApi.time(s.startsAt()));
        return json;
    }

    private static Map<String, Object> json(Matcher m) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("isEqual", m.type() == Matcher.Type.EQUAL || m.type() == Matcher.Type.REGEX);
        json.put("isRegex", m.type() == Matcher.Type.REGEX || m.type() == Matcher.Type.NOT_REGEX);
        json.put("name", m.name());
        json.put("value", m.value());
        return json;
    }
}
