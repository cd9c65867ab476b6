package dev.plumbline.embedded.prometheus.exposition;

import dev.plumbline.embedded.http.Response;
import dev.plumbline.embedded.prometheus.model.GoText;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;

/** Writes the text format 0.0.4 for the stand-ins' own metrics. */
public final class ExpositionWriter {
    private final Map<String, StringBuilder> families = new LinkedHashMap<>();

    /**
     * Adds a sample.
     *
     * @param name metric's name
     * @param type counter, gauge or untyped
     * @param help description
     * @param value value
     * @param labels names and values, in turn
     */
    public ExpositionWriter add(String name, String type, String help, double value, String... labels) {
        StringBuilder out = families.computeIfAbsent(
                name,
                n -> new StringBuilder("# HELP " + n + " "
                        + help.replace("\\", "\\\\").replace("\n", "\\n") + "\n# TYPE " + n + " " + type + "\n"));
        out.append(name);
        for (int i = 0; i < labels.length; i += 2) {
            out.append(i == 0 ? '{' : ',')
                    .append(labels[i])
                    .append("=\"")
                    .append(labels[i + 1]
                            .replace("\\", "\\\\")
                            .replace("\"", "\\\"")
                            .replace("\n", "\\n"))
                    .append('"');
        }
        out.append(labels.length > 0 ? "} " : " ").append(GoText.general(value)).append('\n');
        return this;
    }

    /** Adds what every Go program says about its process, as far as a JVM can say it. */
    public ExpositionWriter addProcess(double startSeconds) {
        Runtime runtime = Runtime.getRuntime();
        double cpu = ProcessHandle.current()
                .info()
                .totalCpuDuration()
                .map(d -> d.toMillis() / 1000.0)
                .orElse(0.0);
        return add("go_goroutines", "gauge", "Number of goroutines that currently exist.", Thread.activeCount())
                .add("go_info", "gauge", "Information about the Go environment.", 1, "version", "go1.26.8")
                .add(
                        "go_memstats_alloc_bytes",
                        "gauge",
                        "Number of bytes allocated in heap and currently in use.",
                        (double) (runtime.totalMemory() - runtime.freeMemory()))
                .add("process_cpu_seconds_total", "counter", "Total user and system CPU time spent in seconds.", cpu)
                .add("process_resident_memory_bytes", "gauge", "Resident memory size in bytes.", (double)
                        runtime.totalMemory())
                .add(
                        "process_start_time_seconds",
                        "gauge",
                        "Start time of the process since unix epoch in seconds.",
                        startSeconds);
    }

    /** Returns the text. */
    public String text() {
        return String.join("", families.values());
    }

    /** Returns the text as an answer to a scrape. */
    public Response response() {
        return Response.of(200, "text/plain; version=0.0.4; charset=utf-8", text().getBytes(StandardCharsets.UTF_8));
    }
}
