package dev.plumbline.harness.client;

import dev.plumbline.harness.evidence.Evidence;
import dev.plumbline.harness.evidence.Exchange;
import dev.plumbline.harness.stack.Endpoint;
import dev.plumbline.harness.stack.Tls;
import io.restassured.RestAssured;
import io.restassured.config.EncoderConfig;
import io.restassured.config.HttpClientConfig;
import io.restassured.config.RestAssuredConfig;
import io.restassured.config.SSLConfig;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;

/** Asks one service over HTTP and keeps every exchange as evidence. */
public final class Http {
    private static final int TIMEOUT_MILLIS = 15_000;

    private final Endpoint endpoint;
    private final Evidence evidence;
    private final RestAssuredConfig config;

    /** Asks the service at that endpoint. */
    public Http(Endpoint endpoint, Evidence evidence) {
        this.endpoint = endpoint;
        this.evidence = evidence;
        this.config = config(endpoint);
    }

    private static RestAssuredConfig config(Endpoint endpoint) {
        RestAssuredConfig plain = RestAssuredConfig.config()
                .encoderConfig(EncoderConfig.encoderConfig()
                        .defaultContentCharset(StandardCharsets.UTF_8)
                        .appendDefaultContentCharsetToContentTypeIfUndefined(false))
                .httpClient(HttpClientConfig.httpClientConfig()
                        .setParam("http.connection.timeout", TIMEOUT_MILLIS)
                        .setParam("http.socket.timeout", TIMEOUT_MILLIS));
        return endpoint.tls().equals(Tls.USUAL)
                ? plain
                : plain.sslConfig(SSLConfig.sslConfig().sslSocketFactory(Trust.socketFactory(endpoint.tls())));
    }

    /** Returns where this asks. */
    public Endpoint endpoint() {
        return endpoint;
    }

    /**
     * Asks with GET.
     *
     * @param path below the endpoint
     * @param parameters query parameters, not yet encoded
     * @throws UnexpectedAnswer if nothing came back
     */
    public Reply get(String path, Map<String, String> parameters) {
        String query = parameters.entrySet().stream()
                .map(p -> p.getKey() + "=" + p.getValue())
                .collect(Collectors.joining("&"));
        return send(
                "GET " + endpoint.at(path) + (query.isEmpty() ? "" : "?" + query),
                () -> request().queryParams(new LinkedHashMap<>(parameters)).get(endpoint.at(path)));
    }

    /** Asks with GET and without parameters. */
    public Reply get(String path) {
        return get(path, Map.of());
    }

    /**
     * Sends JSON with POST.
     *
     * @param path below the endpoint
     * @param json body
     * @throws UnexpectedAnswer if nothing came back
     */
    public Reply post(String path, String json) {
        return send(
                "POST " + endpoint.at(path) + "\n" + json,
                () -> request()
                        .contentType("application/json")
                        .body(json.getBytes(StandardCharsets.UTF_8))
                        .post(endpoint.at(path)));
    }

    private RequestSpecification request() {
        return RestAssured.given()
                .config(config)
                .headers(endpoint.headers())
                .redirects()
                .follow(false);
    }

    private Reply send(String question, java.util.function.Supplier<Response> call) {
        try {
            Response response = call.get();
            Reply reply = new Reply(question, response.statusCode(), response.asString());
            evidence.exchange(new Exchange(question, reply.status(), reply.body()));
            return reply;
        } catch (Exception e) {
            evidence.exchange(new Exchange(question, 0, e.toString()));
            throw new UnexpectedAnswer(question.lines().findFirst().orElse("") + ": no answer: " + reason(e), e);
        }
    }

    /** REST Assured throws checked exceptions unchecked, so every exception is caught above and named here. */
    private static String reason(Throwable e) {
        String message = e.getMessage();
        return e.getClass().getSimpleName() + (message == null ? "" : ": " + message);
    }
}
