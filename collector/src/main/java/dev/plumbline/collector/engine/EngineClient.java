package dev.plumbline.collector.engine;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Asks an engine, each time over a connection of its own, in the API version that the engine itself speaks. */
public final class EngineClient {
    private static final int LARGEST_JSON = 16 << 20;
    private static final ObjectMapper JSON = new ObjectMapper();

    private final EngineAddress address;
    private final Map<String, String> headers;
    private volatile @Nullable String prefix;

    public EngineClient(EngineAddress address, Map<String, String> headers) {
        this.address = address;
        this.headers = Map.copyOf(headers);
    }

    /**
     * Asks for a path below the API's version, such as {@code /containers/ID/json}.
     *
     * @return the answer, whatever its status; to be closed
     */
    public EngineResponse get(String path) throws IOException {
        return request(version() + path);
    }

    /**
     * Asks for a path and reads the JSON that comes back.
     *
     * @return the answer, or nothing where the engine answers 404
     * @throws EngineException if it answers anything else than 200
     */
    public Optional<JsonNode> json(String path) throws IOException {
        try (EngineResponse response = get(path)) {
            if (response.status() == 404) {
                return Optional.empty();
            }
            if (response.status() != 200) {
                throw failure(response);
            }
            return Optional.of(JSON.readTree(response.body(LARGEST_JSON)));
        }
    }

    /** Makes an exception of an answer that is not a success; reads its body. */
    public static EngineException failure(EngineResponse response) throws IOException {
        String body = new String(response.body(64 << 10), StandardCharsets.UTF_8);
        String message = body.strip();
        try {
            message = JSON.readTree(body).path("message").asText(message);
        } catch (IOException e) {
            // Not JSON: a proxy in between answers in its own words.
        }
        return new EngineException(response.status(), message.length() > 300 ? message.substring(0, 300) : message);
    }

    private String version() throws IOException {
        String known = prefix;
        if (known == null) {
            known = negotiate();
            prefix = known;
        }
        return known;
    }

    /** Forgets the API version: an engine that was restarted may be another one. */
    public void forgetVersion() {
        prefix = null;
    }

    private String negotiate() throws IOException {
        try (EngineResponse ping = request("/_ping")) {
            ping.body(LARGEST_JSON);
            if (ping.status() == 200 && ping.header("api-version").isPresent()) {
                return "/v" + ping.header("api-version").get();
            }
        }
        try (EngineResponse version = request("/version")) {
            if (version.status() == 200) {
                String api = JSON.readTree(version.body(LARGEST_JSON))
                        .path("ApiVersion")
                        .asText("");
                return api.isEmpty() ? "" : "/v" + api;
            }
        }
        return "";
    }

    private EngineResponse request(String path) throws IOException {
        StringBuilder head = new StringBuilder()
                .append("GET ")
                .append(path)
                .append(" HTTP/1.1\r\nHost: ")
                .append(address.hostHeader())
                .append("\r\nUser-Agent: plumbline-collector\r\nConnection: close\r\n");
        headers.forEach(
                (name, value) -> head.append(name).append(": ").append(value).append("\r\n"));
        Wire wire = address.open();
        try {
            wire.write(head.append("\r\n").toString().getBytes(StandardCharsets.ISO_8859_1));
            return EngineResponse.read(wire);
        } catch (IOException | RuntimeException e) {
            wire.close();
            throw e;
        }
    }
}
