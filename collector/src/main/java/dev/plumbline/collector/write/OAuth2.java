package dev.plumbline.collector.write;

import dev.plumbline.collector.config.Arguments;
import dev.plumbline.collector.config.Block;
import dev.plumbline.collector.golang.GoNumber;
import dev.plumbline.collector.json.Json;
import dev.plumbline.collector.json.JsonException;
import dev.plumbline.collector.json.JsonReader;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.Collectors;

/**
 * Gets tokens by client credentials (RFC 6749, 4.4) and uses each until shortly before it expires, or until it is
 * refused. The secret goes into a header first, and into the body where the server does not take that.
 */
final class OAuth2 implements Authorization {
    private static final Duration TIMEOUT = Duration.ofSeconds(10);
    private static final long EARLY_NANOS = Duration.ofSeconds(10).toNanos();
    private static final int LONGEST = 64 << 10;

    private final Arguments in;
    private final ClientOptions client;
    private final HttpClient http;
    private final ReentrantLock lock = new ReentrantLock();
    private Optional<Token> token = Optional.empty();
    private boolean inBody;

    private record Token(String header, long expires, boolean lasting) {
        boolean good() {
            return lasting || System.nanoTime() - expires < -EARLY_NANOS;
        }
    }

    OAuth2(Block block) {
        this.in = Arguments.of(block);
        this.client = ClientOptions.of(block);
        this.http = client.client(task -> Thread.ofVirtual().name("oauth2").start(task), TIMEOUT, true);
    }

    @Override
    public Optional<String> header() throws IOException, InterruptedException {
        lock.lockInterruptibly();
        try {
            if (token.filter(Token::good).isEmpty()) {
                token = Optional.of(fetch());
            }
            return token.map(Token::header);
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void refused() {
        lock.lock();
        try {
            token = Optional.empty();
        } finally {
            lock.unlock();
        }
    }

    private Token fetch() throws IOException, InterruptedException {
        HttpResponse<InputStream> response = ask();
        int status = response.statusCode();
        if (status == 400 || status == 401) {
            response.body().close();
            inBody = !inBody;
            response = ask();
            status = response.statusCode();
        }
        try (InputStream body = response.body()) {
            byte[] bytes = body.readNBytes(LONGEST);
            if (status / 100 != 2) {
                throw new IOException("the token URL answers " + status);
            }
            return token(bytes);
        }
    }

    private static Token token(byte[] body) throws IOException {
        try {
            Json answer = JsonReader.read(new String(body, StandardCharsets.UTF_8));
            String value = answer.at("access_token").text();
            if (value.isEmpty()) {
                throw new IOException("the token URL answers without an access_token");
            }
            String type = answer.at("token_type").plain().orElse("Bearer");
            long seconds = answer.at("expires_in")
                    .plain()
                    .flatMap(GoNumber::parse)
                    .orElse(0.0)
                    .longValue();
            return new Token(
                    (type.equalsIgnoreCase("bearer") ? "Bearer" : type) + " " + value,
                    System.nanoTime()
                            + Duration.ofSeconds(Math.clamp(seconds, 0, 1 << 30))
                                    .toNanos(),
                    seconds <= 0);
        } catch (JsonException e) {
            // Its message would show the answer.
            throw new IOException("the token URL does not answer in JSON");
        }
    }

    private HttpResponse<InputStream> ask() throws IOException, InterruptedException {
        String id = in.text("client_id", "");
        String secret = Secrets.read(in, "client_secret");
        Map<String, String> form = new LinkedHashMap<>();
        form.put("grant_type", "client_credentials");
        if (!in.texts("scopes").isEmpty()) {
            form.put("scope", String.join(" ", in.texts("scopes")));
        }
        if (inBody) {
            form.put("client_id", id);
            form.put("client_secret", secret);
        }
        form.putAll(in.map("endpoint_params"));
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(in.text("token_url", "")))
                .timeout(TIMEOUT)
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(HttpRequest.BodyPublishers.ofString(form.entrySet().stream()
                        .map(pair -> encode(pair.getKey()) + "=" + encode(pair.getValue()))
                        .collect(Collectors.joining("&"))));
        client.introduce(request, URI.create(in.text("token_url", "")));
        if (!inBody) {
            byte[] pair = (encode(id) + ":" + encode(secret)).getBytes(StandardCharsets.UTF_8);
            request.header("Authorization", "Basic " + Base64.getEncoder().encodeToString(pair));
        }
        return http.send(request.build(), HttpResponse.BodyHandlers.ofInputStream());
    }

    private static String encode(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    @Override
    public void close() {
        http.shutdownNow();
    }
}
