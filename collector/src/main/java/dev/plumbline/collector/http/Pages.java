package dev.plumbline.collector.http;

import dev.plumbline.collector.runtime.ComponentInfo;
import dev.plumbline.collector.runtime.Exposition;
import dev.plumbline.collector.telemetry.Merge;
import io.prometheus.metrics.expositionformats.ExpositionFormatWriter;
import io.prometheus.metrics.expositionformats.ExpositionFormats;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/** Says what each path answers: the words and status codes are Alloy's, so that what reads them need not change. */
public final class Pages {
    private static final String COMPONENT = "/api/v0/component/";
    /** Each page of metrics takes memory while it is made, and who asks in vain asks again. */
    private static final int AT_ONCE = 4;

    private final Supplier<List<ComponentInfo>> components;
    private final Supplier<Optional<String>> reload;
    private final PrometheusRegistry process;
    private final ExpositionFormats formats = ExpositionFormats.init();
    private final Semaphore ownPages = new Semaphore(AT_ONCE);
    private final Semaphore componentPages = new Semaphore(AT_ONCE);

    /**
     * Makes the pages.
     *
     * @param components tells the running components; none before the first configuration was taken
     * @param reload loads the configuration again; returns what is wrong with it, if anything is
     * @param process metrics of the process itself
     */
    public Pages(
            Supplier<List<ComponentInfo>> components, Supplier<Optional<String>> reload, PrometheusRegistry process) {
        this.components = components;
        this.reload = reload;
        this.process = process;
    }

    Answer answer(String method, String path, String accept) {
        boolean reads = method.equals("GET") || method.equals("HEAD");
        if (path.equals("/-/reload") && (reads || method.equals("POST"))) {
            return reload();
        }
        if (!reads) {
            return Answer.text(405, "Method Not Allowed\n");
        }
        return switch (path) {
            case "/-/ready" -> ready();
            case "/-/healthy" -> healthy();
            case "/metrics" -> exposed(this::metrics, accept, ownPages);
            case "/api/v0/web/components" -> Answer.json("text/plain; charset=utf-8", Listing.of(components.get()));
            case "/api/v0/status" -> Answer.json("application/json", Status.of(components.get(), notReady()));
            case "/" -> page();
            default -> path.startsWith(COMPONENT) ? component(path, accept) : notFound();
        };
    }

    private static Answer notFound() {
        return Answer.text(404, "404 page not found\n");
    }

    private Answer reload() {
        return reload.get()
                .map(problem -> Answer.text(400, "error during the initial load: " + problem + "\n"))
                .orElseGet(() -> Answer.text(200, "config reloaded\n"));
    }

    private Optional<String> notReady() {
        List<ComponentInfo> all = components.get();
        if (all.isEmpty()) {
            return Optional.of("no configuration is loaded yet");
        }
        String reasons = all.stream()
                .filter(c -> !c.health().ready())
                .map(c -> c.place().id() + ": " + c.health().message())
                .collect(Collectors.joining("\n"));
        return reasons.isEmpty() ? Optional.empty() : Optional.of(reasons);
    }

    private Answer ready() {
        return notReady()
                .map(reason -> Answer.text(503, "not ready: " + reason + "\n"))
                .orElseGet(() -> Answer.text(200, "Alloy is ready.\n"));
    }

    private Answer healthy() {
        String faults = components.get().stream()
                .filter(c -> c.fault().isPresent())
                .map(c -> c.place().id() + ": " + c.fault().orElse(""))
                .collect(Collectors.joining("\n"));
        return faults.isEmpty()
                ? Answer.text(200, "All Alloy components are healthy.\n")
                : Answer.text(500, "unhealthy components: " + faults + "\n");
    }

    private MetricSnapshots metrics() {
        Merge merge = new Merge().add(process.scrape(), Map.of());
        components
                .get()
                .forEach(c -> merge.add(
                        c.metrics().scrape(), Map.of("component_id", c.place().id(), "component_path", "/")));
        return merge.snapshots();
    }

    private Answer component(String path, String accept) {
        String rest = path.substring(COMPONENT.length());
        int slash = rest.indexOf('/');
        if (slash < 0 || !rest.substring(slash).equals("/metrics")) {
            return notFound();
        }
        String id = rest.substring(0, slash);
        Optional<ComponentInfo> found =
                components.get().stream().filter(c -> c.place().id().equals(id)).findFirst();
        if (found.isEmpty()) {
            return Answer.text(404, "failed to get component " + id + ": component not found\n");
        }
        if (found.get().place().type().equals("prometheus.exporter.self")) {
            return exposed(this::metrics, accept, ownPages);
        }
        return found.get().component() instanceof Exposition page
                ? exposed(page::scrape, accept, componentPages)
                : notFound();
    }

    private Answer exposed(Supplier<MetricSnapshots> snapshots, String accept, Semaphore permits) {
        if (!permits.tryAcquire()) {
            return Answer.text(503, "busy: " + AT_ONCE + " such pages are being made\n");
        }
        try {
            return exposed(snapshots.get(), accept);
        } finally {
            permits.release();
        }
    }

    private Answer exposed(MetricSnapshots snapshots, String accept) {
        ExpositionFormatWriter writer = accept.contains("application/openmetrics-text")
                ? formats.getOpenMetricsTextFormatWriter()
                : formats.getPrometheusTextFormatWriter();
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        try {
            writer.write(body, snapshots);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return new Answer(200, writer.getContentType(), body.toByteArray());
    }

    private static Answer page() {
        try (InputStream page = Pages.class.getResourceAsStream("status.html")) {
            if (page == null) {
                throw new IllegalStateException("status.html is missing from the jar");
            }
            return new Answer(200, "text/html; charset=utf-8", page.readAllBytes());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
