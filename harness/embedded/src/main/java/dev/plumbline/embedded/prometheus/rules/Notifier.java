package dev.plumbline.embedded.prometheus.rules;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;

/** Sends alerts to Alertmanagers, API v2. */
public final class Notifier implements AutoCloseable {
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final HttpClient client = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(10))
            .build();
    private final Consumer<String> log;
    private final Map<URI, Counts> counts = new LinkedHashMap<>();
    private List<URI> receivers = List.of();

    /** How many alerts went to one Alertmanager, and how many it did not take. */
    public record Counts(AtomicLong sent, AtomicLong errors) {
        Counts() {
            this(new AtomicLong(), new AtomicLong());
        }
    }

    Notifier(Consumer<String> log) {
        this.log = log;
    }

    synchronized void receivers(List<URI> uris) {
        receivers = List.copyOf(uris);
        uris.forEach(u -> counts.computeIfAbsent(u, k -> new Counts()));
    }

    /** Returns where alerts are sent. */
    public synchronized List<URI> receivers() {
        return receivers;
    }

    /** Returns the counts by Alertmanager. */
    public synchronized Map<URI, Counts> counts() {
        return Map.copyOf(counts);
    }

    void send(List<Alert> alerts, Map<String, String> externalLabels, String generator, long validUntil) {
        if (alerts.isEmpty() || receivers().isEmpty()) {
            return;
        }
        String body = body(alerts, externalLabels, generator, validUntil);
        for (URI uri : receivers()) {
            Counts count = counts().get(uri);
            try {
                HttpResponse<Void> response = client.send(
                        HttpRequest.newBuilder(uri)
                                .timeout(Duration.ofSeconds(10))
                                .header("Content-Type", "application/json")
                                .header("User-Agent", "Prometheus/3.14.0")
                                .POST(HttpRequest.BodyPublishers.ofString(body))
                                .build(),
                        HttpResponse.BodyHandlers.discarding());
                if (response.statusCode() / 100 != 2) {
                    throw new IOException("bad response status " + response.statusCode());
                }
            } catch (IOException e) {
                if (count != null) {
                    count.errors().addAndGet(alerts.size());
                }
                log.accept("level=ERROR component=notifier msg=\"Error sending alerts\" alertmanager=" + uri + " err=\""
                        + e.getMessage() + "\"");
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return;
            }
            if (count != null) {
                count.sent().addAndGet(alerts.size());
            }
        }
    }

    private static String body(
            List<Alert> alerts, Map<String, String> externalLabels, String generator, long validUntil) {
        List<Object> list = new ArrayList<>();
        for (Alert a : alerts) {
            Map<String, String> labels = new LinkedHashMap<>(externalLabels);
            labels.putAll(a.labels().toMap());
            Map<String, Object> json = new LinkedHashMap<>();
            json.put("annotations", a.annotations().toMap());
            json.put(
                    "endsAt",
                    Instant.ofEpochMilli(a.resolvedAt().orElse(validUntil)).toString());
            json.put(
                    "startsAt",
                    Instant.ofEpochMilli(a.firedAt().orElse(a.activeAt())).toString());
            json.put("generatorURL", generator);
            json.put("labels", labels);
            list.add(json);
        }
        try {
            return JSON.writeValueAsString(list);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        client.close();
    }
}
