package dev.plumbline.embedded.alertmanager;

import com.fasterxml.jackson.databind.JsonNode;
import com.google.re2j.Pattern;
import dev.plumbline.embedded.http.Request;
import dev.plumbline.embedded.http.Response;
import dev.plumbline.embedded.http.Routes;
import dev.plumbline.embedded.prometheus.model.GoText;
import dev.plumbline.embedded.prometheus.model.Matcher;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** Silences of API v2. */
final class SilencesApi {
    private static final String WHAT = "silence";
    private static final List<String> STATES = List.of("active", "pending", "expired");
    private static final java.util.regex.Pattern UUID_FORM =
            java.util.regex.Pattern.compile("(?i)[0-9a-f]{8}-?[0-9a-f]{4}-?[0-9a-f]{4}-?[0-9a-f]{4}-?[0-9a-f]{12}");

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
            request.parameters("filter").forEach(f -> filter.add(LabelMatcher.filter(f)));
        } catch (IllegalArgumentException e) {
            return Response.json(400, String.valueOf(e.getMessage()));
        }
        long now = core.clock().millis();
        return Response.json(
                200,
                core.silences().stream()
                        .filter(s -> AlertsApi.isOn(request, s.state(now)))
                        .filter(s -> filter.stream()
                                .allMatch(f -> s.matchers().stream().anyMatch(m -> same(m, f))))
                        .sorted((a, b) -> order(a, b, now))
                        .map(s -> json(s, now))
                        .toList());
    }

    private static int order(Silence a, Silence b, long now) {
        String state = a.state(now);
        int order = Integer.compare(STATES.indexOf(state), STATES.indexOf(b.state(now)));
        if (order != 0) {
            return order;
        }
        return switch (state) {
            case "active" -> Long.compare(a.endsAt(), b.endsAt());
            case "pending" -> Long.compare(a.startsAt(), b.startsAt());
            default -> Long.compare(b.endsAt(), a.endsAt());
        };
    }

    private static boolean same(Matcher a, Matcher b) {
        return a.name().equals(b.name()) && a.type() == b.type() && a.value().equals(b.value());
    }

    private static Optional<Response> notAnId(Request request) {
        String id = request.pathVariable("id");
        return UUID_FORM.matcher(id).matches()
                ? Optional.empty()
                : Optional.of(Body.invalid(601, "silenceID in path must be of type uuid: " + GoText.quote(id)));
    }

    private Response one(Request request) {
        return notAnId(request)
                .or(() -> core.silence(request.pathVariable("id"))
                        .map(s -> Response.json(200, json(s, core.clock().millis()))))
                .orElseGet(() -> Response.empty(404));
    }

    private Response expire(Request request) {
        Optional<Response> bad = notAnId(request);
        if (bad.isPresent()) {
            return bad.get();
        }
        Optional<Silence> silence = core.silence(request.pathVariable("id"));
        long now = core.clock().millis();
        silence.filter(s -> !s.state(now).equals("expired")).ifPresent(s -> core.put(s.expired(now)));
        return Response.empty(silence.isPresent() ? 200 : 404);
    }

    private Response create(Request request) {
        try {
            JsonNode body = Body.read(request, WHAT, false, "struct { ID string \"json:\\\"id,omitempty\\\"\" }");
            checkTypes(body);
            String missing = missing(body);
            if (!missing.isEmpty()) {
                return Body.invalid(602, missing + " in body is required");
            }
            if (body.get("matchers").isEmpty()) {
                return Body.invalid(612, "matchers in body should have at least 1 items");
            }
            return create(body);
        } catch (Body.Bad e) {
            return e.response();
        }
    }

    private static void checkTypes(JsonNode body) throws Body.Bad {
        Body.check(body.path("comment"), WHAT, Body.STRING, "Silence.comment", Body.STRING);
        Body.check(body.path("createdBy"), WHAT, Body.STRING, "Silence.createdBy", Body.STRING);
        Body.checkTime(body.path("endsAt"), WHAT, "Silence.endsAt");
        Body.checkTime(body.path("startsAt"), WHAT, "Silence.startsAt");
        Body.check(body.path("matchers"), WHAT, "array", "Silence.matchers", "models.Matchers");
        for (JsonNode m : body.path("matchers")) {
            Body.check(m, WHAT, "object", "Silence.matchers", "models.Matcher");
            Body.check(m.path("isEqual"), WHAT, "bool", "Matcher.matchers.isEqual", "bool");
            Body.check(m.path("isRegex"), WHAT, "bool", "Matcher.matchers.isRegex", "bool");
            Body.check(m.path("name"), WHAT, Body.STRING, "Matcher.matchers.name", Body.STRING);
            Body.check(m.path("value"), WHAT, Body.STRING, "Matcher.matchers.value", Body.STRING);
        }
    }

    private static String missing(JsonNode body) {
        for (String field : List.of("comment", "createdBy", "endsAt", "matchers", "startsAt")) {
            if (!body.hasNonNull(field)) {
                return field;
            }
            for (int i = 0; field.equals("matchers") && i < body.get(field).size(); i++) {
                for (String part : List.of("isRegex", "name", "value")) {
                    if (!body.get(field).get(i).hasNonNull(part)) {
                        return "matchers." + i + "." + part;
                    }
                }
            }
        }
        return "";
    }

    private Response create(JsonNode body) {
        long now = core.clock().millis();
        long start = AlertsApi.parseTime(body.get("startsAt")).orElse(Long.MIN_VALUE);
        long end = AlertsApi.parseTime(body.get("endsAt")).orElse(Long.MIN_VALUE);
        if (end <= start) {
            return Response.json(400, "Failed to create silence: start time must be before end time");
        }
        if (end < now) {
            return Response.json(400, "Failed to create silence: end time can't be in the past");
        }
        List<Matcher> matchers = new ArrayList<>();
        for (JsonNode m : body.get("matchers")) {
            String problem = problem(m, matchers);
            if (!problem.isEmpty()) {
                return Response.json(
                        400, "invalid silence: invalid label matcher " + matchers.size() + " in set 0: " + problem);
            }
        }
        if (matchers.stream().allMatch(SilencesApi::matchesEmpty)) {
            return Response.json(
                    400, "invalid silence: matcher set 0: at least one matcher must not match the empty string");
        }
        String wanted = body.path("id").asText("");
        Optional<Silence> before = core.silence(wanted);
        if (!wanted.isEmpty() && before.isEmpty()) {
            return Response.json(404, "silence not found");
        }
        long from = start == Long.MIN_VALUE ? now : start;
        boolean update = before.isPresent() && canUpdate(before.get(), matchers, from, now);
        before.filter(b -> !update && !b.state(now).equals("expired")).ifPresent(b -> core.put(b.expired(now)));
        String id = update ? wanted : UUID.randomUUID().toString();
        core.put(new Silence(
                id,
                matchers,
                update ? from : Math.max(now, from),
                end,
                now,
                body.get("createdBy").asText(),
                body.get("comment").asText()));
        return Response.json(200, Map.of("silenceID", id));
    }

    private static boolean canUpdate(Silence before, List<Matcher> matchers, long start, long now) {
        boolean alike = before.matchers().size() == matchers.size();
        for (int i = 0; alike && i < matchers.size(); i++) {
            alike = same(before.matchers().get(i), matchers.get(i));
        }
        return alike
                && switch (before.state(now)) {
                    case "active" -> before.startsAt() / 1000 == start / 1000;
                    case "pending" -> start >= now;
                    default -> false;
                };
    }

    private static boolean matchesEmpty(Matcher m) {
        return switch (m.type()) {
            case EQUAL -> m.value().isEmpty();
            case REGEX -> Pattern.compile(m.value()).matcher("").find();
            case NOT_EQUAL, NOT_REGEX -> false;
        };
    }

    private static String problem(JsonNode m, List<Matcher> matchers) {
        String name = m.path("name").asText();
        String value = m.path("value").asText();
        boolean regex = m.path("isRegex").asBoolean(false);
        boolean equal = m.path("isEqual").asBoolean(true);
        if (name.isEmpty()) {
            return "invalid label name \"\"";
        }
        Matcher.Type type = regex
                ? (equal ? Matcher.Type.REGEX : Matcher.Type.NOT_REGEX)
                : (equal ? Matcher.Type.EQUAL : Matcher.Type.NOT_EQUAL);
        try {
            matchers.add(Matcher.of(name, type, value));
            return "";
        } catch (IllegalArgumentException e) {
            return "invalid regular expression " + GoText.quote(value) + ": " + e.getMessage();
        }
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
