package dev.plumbline.embedded.grafana.source;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** Reads exemplars, thins them out as Grafana does, and puts them into one frame. */
final class ExemplarFrames {
    private record Exemplar(long nanos, double value, Map<String, String> labels) {}

    private ExemplarFrames() {}

    /** Reads an answer of {@code /api/v1/query_exemplars}, one frame a series, still unmerged. */
    static List<Frame> read(JsonNode data) {
        List<Frame> frames = new ArrayList<>();
        for (JsonNode series : data) {
            if (!series.has("exemplars")) {
                continue;
            }
            Column time = Column.of("Time", Column.Type.TIME);
            Column value = Column.of("Value", Column.Type.NUMBER).labels(Labels.of(series.path("seriesLabels")));
            Map<String, Column> more = new LinkedHashMap<>();
            for (JsonNode exemplar : series.get("exemplars")) {
                exemplar.path("labels").properties().forEach(e -> {
                    Column column = more.computeIfAbsent(e.getKey(), k -> Column.of(k, Column.Type.STRING));
                    fill(column, time.size());
                    column.add(e.getValue().asText());
                });
                time.addTime(PromAnswer.nanos(exemplar.path("timestamp")));
                value.add(PromAnswer.number(exemplar.path("value").asText()));
                more.values().forEach(c -> fill(c, time.size()));
            }
            List<Column> columns = new ArrayList<>(List.of(time, value));
            columns.addAll(more.values());
            frames.add(PromAnswer.resultType(Frame.of("", columns), "exemplar"));
        }
        return frames;
    }

    private static void fill(Column column, int size) {
        while (column.size() < size) {
            column.add("");
        }
    }

    static boolean isExemplars(Frame frame) {
        return frame.meta().path("custom").path("resultType").asText().equals("exemplar");
    }

    /** Merges frames of exemplars into one, sampled per step; other frames pass. */
    static List<Frame> merged(List<Frame> frames, long step) {
        List<Frame> out = new ArrayList<>();
        List<Exemplar> all = new ArrayList<>();
        TreeSet<String> names = new TreeSet<>();
        Optional<ObjectNode> meta = Optional.empty();
        for (Frame frame : frames) {
            if (!isExemplars(frame)) {
                out.add(frame);
                continue;
            }
            meta = Optional.of(frame.meta());
            names.addAll(frame.column(1).labels().keySet());
            frame.columns().stream().skip(2).forEach(c -> names.add(c.name()));
            for (int row = 0; row < frame.rows(); row++) {
                all.add(exemplar(frame, row));
            }
        }
        List<Exemplar> sampled = sample(all, step);
        if (!sampled.isEmpty() && meta.isPresent()) {
            out.add(frame(sampled, names).meta(meta.get()));
        }
        return out;
    }

    private static Exemplar exemplar(Frame frame, int row) {
        Map<String, String> labels = new TreeMap<>(frame.column(1).labels());
        frame.columns().stream()
                .skip(2)
                .forEach(c -> labels.put(c.name(), c.value(row).asText()));
        return new Exemplar(
                frame.column(0).value(row).asLong() * GoDuration.MILLISECOND,
                frame.column(1).number(row),
                labels);
    }

    private static Frame frame(List<Exemplar> exemplars, Set<String> names) {
        Column time = Column.of("Time", Column.Type.TIME);
        Column value = Column.of("Value", Column.Type.NUMBER);
        List<Column> columns = new ArrayList<>(List.of(time, value));
        names.forEach(n -> columns.add(Column.of(n, Column.Type.STRING)));
        for (Exemplar exemplar : exemplars) {
            time.addTime(exemplar.nanos());
            value.add(exemplar.value());
            columns.stream().skip(2).forEach(c -> c.add(exemplar.labels().getOrDefault(c.name(), "")));
        }
        return Frame.of("exemplar", columns);
    }

    /** Keeps, of each step, the largest value and those more than two standard deviations below the last kept. */
    private static List<Exemplar> sample(List<Exemplar> exemplars, long step) {
        double apart = 2 * deviation(exemplars);
        Map<Long, List<Exemplar>> buckets = new TreeMap<>();
        exemplars.forEach(
                e -> buckets.computeIfAbsent(PrometheusQuery.align(e.nanos(), step, 0), k -> new ArrayList<>())
                        .add(e));
        List<Exemplar> kept = new ArrayList<>();
        for (List<Exemplar> bucket : buckets.values()) {
            sort(bucket);
            Exemplar last = bucket.getFirst();
            kept.add(last);
            for (Exemplar next : bucket) {
                if (apart != 0 && last.value() - next.value() > apart) {
                    kept.add(next);
                    last = next;
                }
            }
        }
        kept.sort(Comparator.comparingLong(Exemplar::nanos));
        return kept;
    }

    /** Puts larger values first, and leaves NaN, which is neither smaller nor larger, where it stops others. */
    private static void sort(List<Exemplar> bucket) {
        for (int i = 1; i < bucket.size(); i++) {
            for (int at = i;
                    at > 0 && bucket.get(at).value() > bucket.get(at - 1).value();
                    at--) {
                Collections.swap(bucket, at, at - 1);
            }
        }
    }

    private static double deviation(List<Exemplar> exemplars) {
        double mean = 0;
        double squares = 0;
        int count = 0;
        for (Exemplar exemplar : exemplars) {
            count++;
            double delta = exemplar.value() - mean;
            mean += delta / count;
            squares += delta * (exemplar.value() - mean);
        }
        return count < 2 ? 0 : Math.sqrt(squares / (count - 1));
    }
}
