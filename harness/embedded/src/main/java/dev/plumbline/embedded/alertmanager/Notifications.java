package dev.plumbline.embedded.alertmanager;

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
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;

/** Tells webhooks about groups. */
final class Notifications implements AutoCloseable {
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final HttpClient client = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(5))
            .build();
    private final String externalUrl;
    private final Consumer<String> log;
    private final AtomicLong sent = new AtomicLong();
    private final AtomicLong failed = new AtomicLong();

    Notifications(String externalUrl, Consumer<String> log) {
        this.externalUrl = externalUrl;
        this.log = log;
    }

    long sentTotal() {
        return sent.get();
    }

    long failedTotal() {
        return failed.get();
    }

    /** Tells a group's receiver, if there is something to tell; false if a webhook did not take it. */
    boolean send(AlertmanagerConfig config, Group group, List<Alert> firing, List<Alert> resolved, long now) {
        Set<String> firingKeys = Group.keys(firing);
        Set<String> resolvedKeys = Group.keys(resolved);
        boolean delivered = true;
        boolean told = false;
        for (AlertmanagerConfig.Receiver r : AlertmanagerConfig.list(config.receivers())) {
            if (!group.route().receiver().equals(r.name())) {
                continue;
            }
            for (AlertmanagerConfig.Webhook hook : AlertmanagerConfig.list(r.webhookConfigs())) {
                boolean sendResolved = Objects.requireNonNullElse(hook.sendResolved(), true);
                String reason = group.reason(firingKeys, resolvedKeys, sendResolved, now);
                if (!reason.isEmpty()) {
                    List<Alert> alerts = new ArrayList<>(firing);
                    if (sendResolved) {
                        alerts.addAll(resolved);
                    }
                    told = true;
                    delivered &= post(hook, payload(group, hook, alerts, reason, now));
                }
            }
        }
        if (told && delivered) {
            group.told(firingKeys, resolvedKeys, now);
        }
        return delivered;
    }

    private boolean post(AlertmanagerConfig.Webhook hook, Map<String, Object> payload) {
        sent.incrementAndGet();
        try {
            HttpResponse<Void> response = client.send(
                    HttpRequest.newBuilder(URI.create(Objects.requireNonNullElse(hook.url(), "")))
                            .timeout(Duration.ofSeconds(10))
                            .header("User-Agent", "Alertmanager/0.34.0")
                            .header("Content-Type", "application/json")
                            .POST(HttpRequest.BodyPublishers.ofString(JSON.writeValueAsString(payload)))
                            .build(),
                    HttpResponse.BodyHandlers.discarding());
            if (response.statusCode() / 100 == 2) {
                return true;
            }
            log.accept("level=WARN component=dispatcher msg=\"Notify attempt failed\" status=" + response.statusCode());
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        } catch (IOException | IllegalArgumentException e) {
            log.accept("level=WARN component=dispatcher msg=\"Notify attempt failed\" err=\"" + e.getMessage() + "\"");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        failed.incrementAndGet();
        return false;
    }

    private Map<String, Object> payload(
            Group group, AlertmanagerConfig.Webhook hook, List<Alert> alerts, String reason, long now) {
        int most = Objects.requireNonNullElse(hook.maxAlerts(), 0);
        List<Alert> shown = most > 0 && alerts.size() > most ? alerts.subList(0, most) : alerts;
        boolean fires = alerts.stream().anyMatch(a -> !a.isResolved(now));
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("receiver", group.route().receiver());
        json.put("status", fires ? "firing" : "resolved");
        json.put("alerts", shown.stream().map(a -> json(a, now)).toList());
        json.put("notification_reason", reason);
        json.put("groupLabels", group.labels().toMap());
        json.put(
                "commonLabels",
                common(alerts.stream().map(a -> a.labels().toMap()).toList()));
        json.put(
                "commonAnnotations",
                common(alerts.stream().map(Alert::annotations).toList()));
        json.put("routeLabels", Map.of());
        json.put("externalURL", externalUrl);
        json.put("version", "4");
        json.put("groupKey", group.key());
        json.put("truncatedAlerts", alerts.size() - shown.size());
        return json;
    }

    private static Map<String, String> common(List<Map<String, String>> all) {
        Map<String, String> common = new TreeMap<>(all.getFirst());
        all.forEach(l -> common.entrySet().retainAll(l.entrySet()));
        return common;
    }

    private static Map<String, Object> json(Alert a, long now) {
        boolean resolved = a.isResolved(now);
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("status", resolved ? "resolved" : "firing");
        json.put("labels", a.labels().toMap());
        json.put("annotations", a.annotations());
        json.put("startsAt", Instant.ofEpochMilli(a.startsAt()).toString());
        json.put("endsAt", resolved ? Instant.ofEpochMilli(a.endsAt()).toString() : "0001-01-01T00:00:00Z");
        json.put("generatorURL", a.generatorUrl());
        json.put("fingerprint", a.fingerprint());
        return json;
    }

    @Override
    public void close() {
        client.close();
    }
}
