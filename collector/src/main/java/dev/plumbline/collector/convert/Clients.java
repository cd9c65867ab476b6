package dev.plumbline.collector.convert;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Converts {@code clients} to {@code loki.write} components. */
final class Clients {
    private static final Set<String> KEYS = HttpClient.with(
            HttpClient.KEYS,
            Set.of(
                    "name",
                    "url",
                    "batchwait",
                    "batchsize",
                    "headers",
                    "backoff_config",
                    "external_labels",
                    "timeout",
                    "tenant_id",
                    "drop_rate_limited_batches"));
    private static final Pattern HOST = Pattern.compile("^[a-zA-Z][a-zA-Z0-9+.-]*://[^/?#]*?([{} |^`\\\\])");
    private static final long MEBIBYTE = 1 << 20;

    private final List<Section> clients = new ArrayList<>();
    private final long maxStreams;

    Clients(Section promtail, long maxStreams) {
        this.maxStreams = maxStreams;
        clients.addAll(promtail.sections("clients", KEYS));
        promtail.section("client", KEYS).filter(client -> client.has("url")).ifPresent(clients::add);
    }

    /** Returns the receivers of all of them as a list expression. */
    String receivers() {
        List<String> receivers = new ArrayList<>();
        for (int i = 0; i < clients.size(); i++) {
            receivers.add("loki.write." + label(i) + ".receiver");
        }
        return "[" + String.join(", ", receivers) + "]";
    }

    private static String label(int index) {
        return index == 0 ? "default" : "default_" + (index + 1);
    }

    void write(AlloyText out) {
        for (int i = 0; i < clients.size(); i++) {
            out.open("loki.write", label(i));
            endpoint(clients.get(i), out);
            out.map("external_labels", clients.get(i).map("external_labels")).whole("max_streams", maxStreams, 0);
            out.close();
        }
    }

    private static void checkUrl(String url) {
        if (url.startsWith(":")) {
            throw new ConversionException("parse \"" + url + "\": missing protocol scheme");
        }
        Matcher host = HOST.matcher(url);
        if (host.find()) {
            throw new ConversionException(
                    "parse \"" + url + "\": invalid character \"" + host.group(1) + "\" in host name");
        }
    }

    private static void endpoint(Section client, AlloyText out) {
        checkUrl(client.text("url", ""));
        Section backoff = client.section("backoff_config", Set.of("min_period", "max_period", "max_retries"))
                .orElse(Section.empty("backoff_config"));
        Duration least = Duration.ofMillis(500);
        Duration most = Duration.ofMinutes(5);
        out.open("endpoint")
                .text("name", client.text("name", ""), "")
                .text("url", client.text("url", ""))
                .duration("batch_wait", client.duration("batchwait", Duration.ofSeconds(1)), Duration.ofSeconds(1))
                .size("batch_size", client.whole("batchsize", MEBIBYTE), MEBIBYTE)
                .duration("remote_timeout", client.duration("timeout", Duration.ofSeconds(10)), Duration.ofSeconds(10));
        if (!client.map("headers").isEmpty()) {
            out.map("headers", client.map("headers"));
        }
        out.duration("min_backoff_period", backoff.duration("min_period", least), least)
                .duration("max_backoff_period", backoff.duration("max_period", most), most)
                .whole("max_backoff_retries", backoff.whole("max_retries", 10), 10)
                .text("tenant_id", client.text("tenant_id", ""), "")
                .flag("retry_on_http_429", !client.flag("drop_rate_limited_batches", false), true);
        HttpClient.write(client, out);
        out.close();
    }
}
