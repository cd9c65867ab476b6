package dev.plumbline.harness.diagnosis;

import dev.plumbline.harness.client.CollectorClient;
import dev.plumbline.harness.client.LogLine;
import dev.plumbline.harness.client.LokiClient;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Supplier;
import java.util.stream.Stream;

/** The way of a log line: container, engine, collector, Loki. */
public final class LogPath {
    private final Supplier<String> engineLog;
    private final Optional<CollectorClient> collector;
    private final LokiClient loki;

    /**
     * Looks along one way.
     *
     * @param engineLog what the engine kept of the container's log
     * @param collector the log collector, where it can be asked
     * @param loki where lines end up
     */
    public LogPath(Supplier<String> engineLog, Optional<CollectorClient> collector, LokiClient loki) {
        this.engineLog = engineLog;
        this.collector = collector;
        this.loki = loki;
    }

    /**
     * Says where lines were lost.
     *
     * @param stamp text that each of the lines bears
     * @param written how many were written
     * @param since when the first of them was written
     * @return first the cause in one sentence, then one line a hop
     */
    public String explain(String stamp, int written, Instant since) {
        List<String> hops = new ArrayList<>();
        hops.add("container   wrote " + written + " lines");
        long kept = attempt(
                () -> engineLog.get().lines().filter(l -> l.contains(stamp)).count(), -1L);
        hops.add("engine      " + (kept < 0 ? "its log cannot be read" : "keeps " + kept + " of them"));
        hops.add("collector   "
                + collector
                        .map(c -> attempt(() -> counters(c), "does not answer"))
                        .orElse("is not part of this stack"));
        List<LogLine> found = attempt(() -> anywhere(stamp, since), List.of());
        hops.add("Loki        holds " + found.size() + " of them, under any labels");
        String cause;
        if (kept >= 0 && kept < written) {
            cause = "lost between container and engine: the engine keeps " + kept + " of " + written + " lines";
        } else if (found.isEmpty()) {
            cause = "lost between engine and Loki, at the log collector: none of " + written + " lines is in Loki"
                    + drops();
        } else if (found.size() < written) {
            cause = "lost between engine and Loki: " + found.size() + " of " + written + " lines are in Loki" + drops();
        } else if (found.size() > written) {
            cause = "written twice: " + found.size() + " lines are in Loki, " + written + " were written";
        } else {
            cause = "all " + written + " lines are in Loki, but not under the labels that were asked for; they have "
                    + labels(found);
        }
        return cause + "\n" + String.join("\n", hops);
    }

    private static String counters(CollectorClient collector) {
        return "read " + number(collector, "loki_source_docker_target_entries_total") + ", sent "
                + number(collector, "loki_write_sent_entries_total") + ", dropped "
                + number(collector, "loki_write_dropped_entries_total")
                + " at the writer and " + number(collector, "loki_process_dropped_lines_total")
                + " in the pipeline since it began";
    }

    private String drops() {
        return collector.map(c -> attempt(() -> dropped(c), "")).orElse("");
    }

    /** Names the counters of drops that are not zero, with their reasons. */
    private static String dropped(CollectorClient collector) {
        List<String> drops = Stream.of("loki_process_dropped_lines_total", "loki_write_dropped_entries_total")
                .flatMap(name -> collector.lines(name).stream())
                .filter(line -> !line.endsWith(" 0") && !line.endsWith(" 0.0"))
                .toList();
        return drops.isEmpty() ? "" : "; the log collector counts drops: " + String.join(", ", drops);
    }

    private static String number(CollectorClient collector, String metric) {
        return String.valueOf(Math.round(collector.sum(metric)));
    }

    /** Asks by every label that exists: a line whose expected labels are gone has others. */
    private List<LogLine> anywhere(String stamp, Instant since) {
        TreeMap<String, LogLine> byContent = new TreeMap<>();
        int most = 0;
        List<LogLine> best = List.of();
        for (String label : loki.labelNames(since.minusSeconds(60))) {
            String query = "{" + label + "=~\".+\"} |= `" + stamp + "`";
            List<LogLine> lines =
                    loki.lines(query, since.minusSeconds(60), Instant.now().plusSeconds(60));
            lines.forEach(l -> byContent.put(l.timestamp() + l.text() + l.labels(), l));
            if (lines.size() > most) {
                most = lines.size();
                best = lines;
            }
        }
        return byContent.size() > most ? List.copyOf(byContent.values()) : best;
    }

    private static String labels(List<LogLine> lines) {
        Map<String, TreeSet<String>> values = new TreeMap<>();
        lines.forEach(line -> line.labels()
                .forEach((name, value) ->
                        values.computeIfAbsent(name, n -> new TreeSet<>()).add(value)));
        return values.toString();
    }

    private static <T> T attempt(Supplier<T> look, T otherwise) {
        try {
            return look.get();
        } catch (RuntimeException e) {
            return otherwise;
        }
    }
}
