package dev.plumbline.embedded.otelcollector;

import com.google.protobuf.Message;
import dev.plumbline.embedded.launch.Launch;
import dev.plumbline.embedded.launch.LaunchException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.zip.GZIPOutputStream;
import org.jspecify.annotations.Nullable;

/** Sends telemetry on by OTLP over HTTP, through a bounded queue, and again where the receiver was not ready. */
final class OtlpHttpExporter implements Exporter {
    private static final Set<Integer> RETRYABLE = Set.of(429, 502, 503, 504);
    private static final double GROWTH = 1.5;

    private final String name;
    private final Components.OtlpHttp config;
    private final Telemetry telemetry;
    private final Launch launch;
    private final Duration timeout;
    private final Duration firstPause;
    private final Duration longestPause;
    private final Duration patience;
    private final int capacity;
    private final AtomicInteger queued = new AtomicInteger();
    private final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final ScheduledExecutorService sender;

    OtlpHttpExporter(String name, Components.OtlpHttp config, Telemetry telemetry, Launch launch) {
        this.name = name;
        this.config = config;
        this.telemetry = telemetry;
        this.launch = launch;
        if (config.endpoint() == null
                && config.tracesEndpoint() == null
                && config.metricsEndpoint() == null
                && config.logsEndpoint() == null) {
            throw new LaunchException("'" + name + "': at least one endpoint must be specified");
        }
        if (!Set.of("gzip", "none", "").contains(Objects.requireNonNullElse(config.compression(), "gzip"))) {
            throw new LaunchException("'" + name + "': the stand-in compresses by gzip or not at all, found '"
                    + config.compression() + "'");
        }
        if (!Objects.requireNonNullElse(config.encoding(), "proto").equals("proto")) {
            throw new LaunchException(
                    "'" + name + "': the stand-in encodes as proto, found '" + config.encoding() + "'");
        }
        Components.@Nullable Retry retry = config.retryOnFailure();
        this.timeout = Intervals.of(name + "::timeout", config.timeout(), Duration.ofSeconds(30));
        this.firstPause = Intervals.of(
                name + "::initial_interval", retry == null ? null : retry.initialInterval(), Duration.ofSeconds(5));
        this.longestPause = Intervals.of(
                name + "::max_interval", retry == null ? null : retry.maxInterval(), Duration.ofSeconds(30));
        this.patience = retry != null && Boolean.FALSE.equals(retry.enabled())
                ? Duration.ZERO
                : Intervals.of(
                        name + "::max_elapsed_time",
                        retry == null ? null : retry.maxElapsedTime(),
                        Duration.ofMinutes(5));
        this.capacity = Optional.ofNullable(config.sendingQueue())
                .map(Components.Queue::queueSize)
                .orElse(1000);
        this.sender = Executors.newScheduledThreadPool(
                1,
                Thread.ofPlatform()
                        .daemon()
                        .name("otelcol-" + name.replace('/', '-'))
                        .factory());
    }

    @Override
    public String name() {
        return name;
    }

    /** Shows the queue of one signal among the Collector's own metrics. */
    void observe(Signal signal) {
        String labels = "data_type=\"" + signal.text() + "\",exporter=\"" + name + "\"";
        telemetry.gauge("otelcol_exporter_queue_size", labels, queued::get);
        telemetry.gauge("otelcol_exporter_queue_capacity", labels, () -> capacity);
    }

    @Override
    public boolean accept(Signal signal, Message request) {
        if (queued.incrementAndGet() > capacity) {
            queued.decrementAndGet();
            telemetry.add(
                    "otelcol_exporter_enqueue_failed_" + signal.items(),
                    "exporter=\"" + name + "\"",
                    Signal.count(request));
            launch.log()
                    .accept("level=error msg=\"Exporting failed. Rejecting data.\" otelcol.component.id=" + name
                            + " error=\"sending queue is full\"");
            return false;
        }
        schedule(new Delivery(signal, request, launch.clock().millis(), firstPause), Duration.ZERO);
        return true;
    }

    private record Delivery(Signal signal, Message request, long since, Duration pause) {}

    private void schedule(Delivery delivery, Duration pause) {
        try {
            ScheduledFuture<?> unused =
                    sender.schedule(() -> deliver(delivery), pause.toMillis(), TimeUnit.MILLISECONDS);
        } catch (RejectedExecutionException e) {
            queued.decrementAndGet(); // closing: what is queued is lost, as in the real one
        }
    }

    private void deliver(Delivery delivery) {
        URI uri = uri(delivery.signal());
        Optional<String> problem;
        boolean permanent = false;
        try {
            HttpResponse<byte[]> response =
                    client.send(request(uri, delivery), HttpResponse.BodyHandlers.ofByteArray());
            boolean sent = response.statusCode() / 100 == 2;
            permanent = !sent && !RETRYABLE.contains(response.statusCode());
            problem = sent
                    ? Optional.empty()
                    : Optional.of("error exporting items, request to " + uri + " responded with HTTP Status Code "
                            + response.statusCode());
        } catch (IOException e) {
            problem = Optional.of("failed to make an HTTP request: Post \\\"" + uri + "\\\": " + e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return;
        }
        if (problem.isEmpty()) {
            done(delivery, "otelcol_exporter_sent_", labels(uri));
            return;
        }
        boolean tired = launch.clock().millis() - delivery.since() >= patience.toMillis();
        if (permanent || tired) {
            launch.log()
                    .accept("level=error msg=\"Exporting failed. Dropping data.\" otelcol.component.id=" + name
                            + " error=\"" + problem.get() + "\" dropped_items=" + Signal.count(delivery.request()));
            done(
                    delivery,
                    "otelcol_exporter_send_failed_",
                    "error_permanent=\"" + permanent + "\",error_type=\"" + (permanent ? "http" : "timeout") + "\","
                            + labels(uri));
            return;
        }
        launch.log()
                .accept("level=info msg=\"Exporting failed. Will retry the request after interval.\""
                        + " otelcol.component.id=" + name + " error=\"" + problem.get() + "\" interval="
                        + delivery.pause().toMillis() + "ms");
        Duration next = Duration.ofMillis(
                Math.min(longestPause.toMillis(), (long) (delivery.pause().toMillis() * GROWTH)));
        schedule(new Delivery(delivery.signal(), delivery.request(), delivery.since(), next), delivery.pause());
    }

    private void done(Delivery delivery, String counter, String labels) {
        queued.decrementAndGet();
        telemetry.add(counter + delivery.signal().items(), labels, Signal.count(delivery.request()));
    }

    private String labels(URI uri) {
        int port = uri.getPort() > 0 ? uri.getPort() : uri.getScheme().equals("https") ? 443 : 80;
        return "exporter=\"" + name + "\",server_address=\"" + uri.getHost() + "\",server_port=\"" + port
                + "\",url_path=\"" + uri.getPath() + "\"";
    }

    private URI uri(Signal signal) {
        String own = switch (signal) {
            case TRACES -> config.tracesEndpoint();
            case METRICS -> config.metricsEndpoint();
            case LOGS -> config.logsEndpoint();
        };
        String base = Objects.requireNonNullElse(config.endpoint(), "").replaceFirst("/$", "");
        return URI.create(own != null ? own : base + signal.path());
    }

    private HttpRequest request(URI uri, Delivery delivery) {
        byte[] body = delivery.request().toByteArray();
        HttpRequest.Builder request = HttpRequest.newBuilder(uri)
                .timeout(timeout)
                .header("Content-Type", "application/x-protobuf")
                .header("User-Agent", "OpenTelemetry Collector Contrib/0.155.0 (stand-in)");
        Objects.requireNonNullElse(config.headers(), Map.<String, String>of()).forEach(request::header);
        if (Objects.requireNonNullElse(config.compression(), "gzip").equals("gzip")) {
            request.header("Content-Encoding", "gzip");
            body = gzipped(body);
        }
        return request.POST(HttpRequest.BodyPublishers.ofByteArray(body)).build();
    }

    private static byte[] gzipped(byte[] body) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(out)) {
            gzip.write(body);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return out.toByteArray();
    }

    @Override
    public void close() {
        sender.shutdownNow();
        client.shutdownNow();
    }
}
