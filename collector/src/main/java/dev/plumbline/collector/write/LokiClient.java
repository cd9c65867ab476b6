package dev.plumbline.collector.write;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.locks.ReentrantLock;
import javax.net.ssl.SSLHandshakeException;

/** Speaks HTTP to one endpoint. */
final class LokiClient implements AutoCloseable {
    private static final int LONGEST_MESSAGE = 8 << 10;

    private final Endpoint endpoint;
    private final ExecutorService executor;
    private final Optional<PlainHttp> plain;
    private final ReentrantLock making = new ReentrantLock();
    private Optional<HttpClient> http = Optional.empty();

    LokiClient(Endpoint endpoint) {
        this.endpoint = endpoint;
        this.executor = Executors.newThreadPerTaskExecutor(
                Thread.ofVirtual().name("loki-http-", 0).factory());
        this.plain = "http".equalsIgnoreCase(endpoint.url().getScheme())
                        && endpoint.client().proxies().isEmpty()
                ? Optional.of(new PlainHttp(endpoint.url().getHost(), port(endpoint.url()), endpoint.timeout()))
                : Optional.empty();
    }

    private static int port(URI url) {
        return url.getPort() < 0 ? 80 : url.getPort();
    }

    /** Returns the client for what is not plain; made on the first use, for many endpoints never need one. */
    private HttpClient http() throws IOException {
        making.lock();
        try {
            if (executor.isShutdown()) {
                throw new IOException("the client is closed");
            }
            if (http.isEmpty()) {
                http = Optional.of(endpoint.client().client(executor, endpoint.timeout(), endpoint.followRedirects()));
            }
            return http.get();
        } catch (UncheckedIOException e) {
            throw e.getCause();
        } finally {
            making.unlock();
        }
    }

    /** Pushes a request. */
    Outcome push(String tenant, PushBody body) throws InterruptedException {
        Optional<String> authorization;
        try {
            authorization = endpoint.authorization().header();
        } catch (IOException e) {
            String why = e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
            return new Outcome.Rejected("failed", "there is no authorization: " + why);
        }
        try {
            HttpRequest.Builder request =
                    request(endpoint.url(), tenant, authorization).header("Content-Type", "application/x-protobuf");
            HttpResponse<InputStream> response = post(request, body);
            try (InputStream in = response.body()) {
                return outcome(response, in);
            }
        } catch (NotSentException e) {
            return unreachable(String.valueOf(e.getMessage()));
        } catch (ConnectException | HttpConnectTimeoutException | SSLHandshakeException e) {
            return unreachable(e.getClass().getSimpleName());
        } catch (IOException e) {
            return new Outcome.Unknown("failed", e.getClass().getSimpleName(), Optional.empty());
        } catch (IllegalArgumentException e) {
            // Its message may hold a header's value, and with it a secret.
            return new Outcome.Rejected("failed", "the request cannot be made: a header or the URL is not valid");
        }
    }

    /** There was no connection, so nothing was sent and nothing can have arrived. */
    private static Outcome unreachable(String why) {
        return new Outcome.Rejected("failed", "Loki cannot be reached (" + why + ")");
    }

    private HttpResponse<InputStream> post(HttpRequest.Builder request, PushBody body)
            throws IOException, InterruptedException {
        if (plain.isPresent()) {
            HttpResponse<InputStream> response = plain.get().post(request.build(), body);
            if (response.statusCode() / 100 != 3 || !endpoint.followRedirects()) {
                return response;
            }
        }
        HttpRequest whole = request.POST(HttpRequest.BodyPublishers.ofByteArray(body.bytes()))
                .build();
        return http().send(whole, HttpResponse.BodyHandlers.ofInputStream());
    }

    /** Asks for a page of JSON; to be closed. */
    HttpResponse<InputStream> get(URI url, String tenant) throws IOException, InterruptedException {
        HttpRequest request = request(url, tenant, endpoint.authorization().header())
                .header("Cache-Control", "no-cache")
                .header("X-Loki-Response-Encoding-Flags", "categorize-labels")
                .GET()
                .build();
        return http().send(request, HttpResponse.BodyHandlers.ofInputStream());
    }

    private HttpRequest.Builder request(URI url, String tenant, Optional<String> authorization) {
        HttpRequest.Builder builder = HttpRequest.newBuilder(url).timeout(endpoint.timeout());
        endpoint.headers().forEach((name, values) -> values.forEach(value -> builder.header(name, value)));
        endpoint.client().introduce(builder, url);
        authorization.ifPresent(value -> builder.setHeader("Authorization", value));
        builder.setHeader("User-Agent", "plumbline-collector");
        if (!tenant.isEmpty()) {
            builder.setHeader("X-Scope-OrgID", tenant);
        }
        return builder;
    }

    private Outcome outcome(HttpResponse<InputStream> response, InputStream in) {
        int status = response.statusCode();
        if (status == 401) {
            endpoint.authorization().refused();
        }
        Optional<HttpResponse<InputStream>> redirect = response.previousResponse();
        if (redirect.isPresent() && !response.request().method().equals("POST")) {
            // As browsers do, a 301 to 303 was followed without what was to be posted: to a login page, say.
            return new Outcome.Rejected(
                    Integer.toString(redirect.get().statusCode()),
                    "Loki answers " + redirect.get().statusCode() + ", which leads the push nowhere");
        }
        if (status / 100 == 2) {
            return new Outcome.Stored();
        }
        return switch (status) {
            case 400, 413, 422 -> new Outcome.Refused(status, reason(status, message(in)), status != 413);
            case 429 -> new Outcome.RateLimited(retryAfter(response));
            default ->
                status >= 500 || status == 408
                        ? new Outcome.Unknown(Integer.toString(status), "status " + status, retryAfter(response))
                        : new Outcome.Rejected(Integer.toString(status), "Loki answers " + status);
        };
    }

    private static String message(InputStream in) {
        try {
            return new String(in.readNBytes(LONGEST_MESSAGE), StandardCharsets.UTF_8).toLowerCase(Locale.ROOT);
        } catch (IOException e) {
            return "";
        }
    }

    /** Names the reason that Loki gives in a sentence, in words that can be a label's value. */
    static String reason(int status, String message) {
        if (status == 413 || message.contains("max entry size") || message.contains("line too long")) {
            return "line_too_long";
        }
        if (message.contains("too far behind") || message.contains("out of order")) {
            return "too_far_behind";
        }
        if (message.contains("timestamp too old")) {
            return "timestamp_too_old";
        }
        if (message.contains("timestamp too new")) {
            return "timestamp_too_new";
        }
        if (message.contains("structured metadata")) {
            return "structured_metadata";
        }
        if (message.contains("label")) {
            return "invalid_labels";
        }
        if (message.contains("stream limit")) {
            return "stream_limited";
        }
        return "ingester_error";
    }

    private static Optional<Duration> retryAfter(HttpResponse<?> response) {
        return response.headers().firstValue("Retry-After").flatMap(text -> retryAfter(text, Instant.now()));
    }

    /** Reads seconds, or a date as HTTP writes it; what lies in the past is no time at all. */
    static Optional<Duration> retryAfter(String text, Instant now) {
        String trimmed = text.strip();
        if (trimmed.matches("\\d{1,9}")) {
            return Optional.of(Duration.ofSeconds(Long.parseLong(trimmed)));
        }
        try {
            Instant until = DateTimeFormatter.RFC_1123_DATE_TIME.parse(trimmed, Instant::from);
            return Optional.of(Duration.between(now, until)).filter(d -> !d.isNegative());
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }

    @Override
    public void close() {
        plain.ifPresent(PlainHttp::close);
        endpoint.authorization().close();
        making.lock();
        try {
            http.ifPresent(HttpClient::shutdownNow);
            executor.shutdownNow();
        } finally {
            making.unlock();
        }
    }
}
