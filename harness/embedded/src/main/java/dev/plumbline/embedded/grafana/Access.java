package dev.plumbline.embedded.grafana;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.plumbline.embedded.http.Handler;
import dev.plumbline.embedded.http.Request;
import dev.plumbline.embedded.http.Response;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Decides who may ask: the administrator by password, others by the role that anonymous callers have. */
final class Access {
    private static final List<String> RANKS = List.of("Viewer", "Editor", "Admin");

    private final GrafanaSettings settings;

    Access(GrafanaSettings settings) {
        this.settings = settings;
    }

    /** Returns a handler that answers only callers of at least this role, and says what permission is missing. */
    Handler atLeast(String role, String permission, Handler handler) {
        return request -> {
            Optional<Response> refusal = refusal(request, role, permission);
            return refusal.isPresent() ? refusal.get() : handler.handle(request);
        };
    }

    private Optional<Response> refusal(Request request, String role, String permission) {
        String credentials = request.header("Authorization").orElse("");
        if (credentials.startsWith("Basic ")) {
            return matches(credentials.substring("Basic ".length()))
                    ? Optional.empty()
                    : Optional.of(unauthorized("Invalid username or password", "password-auth.failed"));
        }
        if (credentials.startsWith("Bearer ")) {
            return Optional.of(unauthorized("Invalid API key", "api-key.invalid"));
        }
        if (settings.anonymousRole().isEmpty()) {
            return Optional.of(unauthorized("Unauthorized", "auth.unauthorized"));
        }
        int rank = RANKS.indexOf(settings.anonymousRole().get());
        return rank >= RANKS.indexOf(role) ? Optional.empty() : Optional.of(denied(permission));
    }

    private boolean matches(String encoded) {
        try {
            String pair = new String(Base64.getDecoder().decode(encoded), StandardCharsets.UTF_8);
            return pair.equals(settings.user() + ":" + settings.password());
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    private static Response unauthorized(String message, String id) {
        ObjectNode body = JsonNodeFactory.instance.objectNode();
        body.putNull("extra")
                .put("message", message)
                .put("messageId", id)
                .put("statusCode", 401)
                .put("traceID", "");
        return Response.json(401, body);
    }

    private static Response denied(String permission) {
        return Response.json(
                403,
                Map.of(
                        "accessErrorId",
                        "ACE0000000000",
                        "title",
                        "Access denied",
                        "message",
                        "You'll need additional permissions to perform this action. Permissions needed: "
                                + permission));
    }
}
