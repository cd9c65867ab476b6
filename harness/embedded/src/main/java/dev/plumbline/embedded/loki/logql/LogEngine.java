package dev.plumbline.embedded.loki.logql;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.TreeMap;

/** Answers log queries: entries by stream, with the labels that a pipeline left them. */
public final class LogEngine {
    /**
     * An entry of an answer.
     *
     * @param timestamp nanoseconds since the epoch
     * @param line the line as the pipeline left it
     * @param metadata structured metadata, where labels are asked for by kind
     * @param parsed labels that parsers found, where labels are asked for by kind
     */
    public record Result(long timestamp, String line, Map<String, String> metadata, Map<String, String> parsed) {}

    private final LogSource source;
    private final boolean categorize;

    /** Takes where to find streams, and whether labels are told apart by kind. */
    public LogEngine(LogSource source, boolean categorize) {
        this.source = source;
        this.categorize = categorize;
    }

    private static final class Cursor {
        private final List<Entry> entries;
        private final LabelsBuilder labels;
        private final boolean forward;
        private final int rank;
        private int at;

        Cursor(Stream stream, Hints hints, boolean forward, int rank) {
            this.entries = stream.entries();
            this.labels = new LabelsBuilder(stream.labels(), hints);
            this.forward = forward;
            this.rank = rank;
            this.at = forward ? 0 : entries.size() - 1;
        }

        boolean done() {
            return at < 0 || at >= entries.size();
        }

        Entry entry() {
            return entries.get(at);
        }

        long order() {
            return forward ? entry().timestamp() : -entry().timestamp();
        }

        void move() {
            at += forward ? 1 : -1;
        }
    }

    /**
     * Reads entries.
     *
     * @param query what to read
     * @param start first nanosecond
     * @param end nanosecond after the last
     * @param limit most entries of all streams
     * @param forward oldest first
     * @param interval least distance in nanoseconds between two entries that are returned, 0 for none
     * @return entries by labels, sorted by labels
     */
    public Map<Labels, List<Result>> read(
            Expr.LogSelector query, long start, long end, int limit, boolean forward, long interval) {
        List<Stream> streams = source.select(query.matchers(), start, end);
        if (streams.isEmpty()) {
            // a stage that does not compile is only found out where there is something to read
            return Map.of();
        }
        Pipeline pipeline = Pipeline.of(query.stages());
        // filters stop a parser on the first label that they refuse, even one that a later stage would change
        Hints hints = Hints.of(pipeline.reads(), List.of(), false, false, Pipeline.filters(query.stages()));
        PriorityQueue<Cursor> queue = new PriorityQueue<>(
                Comparator.<Cursor>comparingLong(Cursor::order).thenComparing(c -> c.rank));
        int rank = 0;
        for (Stream stream : streams) {
            queue.add(new Cursor(stream, hints, forward, rank++));
        }
        Map<Labels, List<Result>> results = new TreeMap<>(Comparator.comparing(Labels::toString));
        int count = 0;
        boolean first = true;
        long last = 0;
        while (count < limit && !queue.isEmpty()) {
            Cursor cursor = queue.remove();
            Entry entry = cursor.entry();
            cursor.labels.reset(entry.metadata());
            Line line = new Line(entry.timestamp(), entry.line(), cursor.labels);
            boolean spaced = first || interval == 0 || Math.abs(entry.timestamp() - last) >= interval;
            if (pipeline.process(line) && spaced) {
                add(results, entry.timestamp(), line, query.stages().isEmpty());
                last = entry.timestamp();
                first = false;
                count++;
            }
            cursor.move();
            if (!cursor.done()) {
                queue.add(cursor);
            }
        }
        return results;
    }

    private void add(Map<Labels, List<Result>> results, long timestamp, Line line, boolean plain) {
        if (!categorize) {
            results.computeIfAbsent(line.labels().result(), l -> new ArrayList<>())
                    .add(new Result(timestamp, line.text(), Map.of(), Map.of()));
            return;
        }
        List<Map<String, String>> kinds = line.labels().categories();
        results.computeIfAbsent(Labels.keepingEmpty(kinds.get(0)), l -> new ArrayList<>())
                .add(new Result(timestamp, line.text(), kinds.get(1), plain ? Map.of() : kinds.get(2)));
    }
}
