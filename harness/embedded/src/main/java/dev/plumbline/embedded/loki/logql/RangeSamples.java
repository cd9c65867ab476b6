package dev.plumbline.embedded.loki.logql;

import dev.plumbline.embedded.gotemplate.GoDuration;
import dev.plumbline.embedded.gotemplate.GoStrings;
import dev.plumbline.embedded.loki.logql.Expr.Grouping;
import dev.plumbline.embedded.loki.logql.Expr.RangeAggregation;
import dev.plumbline.embedded.loki.logql.Expr.Unwrap;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.TreeSet;

/** Takes numbers out of log entries, one series for each set of labels. */
final class RangeSamples {
    private static final String ERROR = "SampleExtractionErr";

    /** Numbers of one series by time. */
    static final class Series {
        private long[] times = new long[16];
        private double[] values = new double[16];
        private int size;
        private boolean ordered = true;

        int size() {
            return size;
        }

        long time(int i) {
            return times[i];
        }

        double value(int i) {
            return values[i];
        }

        private void add(long time, double value) {
            if (size == times.length) {
                times = java.util.Arrays.copyOf(times, size * 2);
                values = java.util.Arrays.copyOf(values, size * 2);
            }
            ordered &= size == 0 || times[size - 1] <= time;
            times[size] = time;
            values[size] = value;
            size++;
        }

        /** Brings numbers of several streams into the order of time; those of one moment stay as they came. */
        private void sort() {
            if (ordered) {
                return;
            }
            long[] unsortedTimes = times;
            double[] unsortedValues = values;
            int[] order = java.util.stream.IntStream.range(0, size)
                    .boxed()
                    .sorted(java.util.Comparator.comparingLong(i -> unsortedTimes[i]))
                    .mapToInt(Integer::intValue)
                    .toArray();
            times = new long[size];
            values = new double[size];
            for (int i = 0; i < size; i++) {
                times[i] = unsortedTimes[order[i]];
                values[i] = unsortedValues[order[i]];
            }
            ordered = true;
        }
    }

    private final RangeAggregation expr;
    private final List<String> groups;
    private final boolean without;
    private final boolean noLabels;
    private final Pipeline pipeline;
    private final Hints hints;

    /**
     * Prepares the extraction.
     *
     * @param outer grouping of a sum around the aggregation, which takes the place of its own
     */
    private RangeSamples(RangeAggregation expr, Optional<Grouping> outer) {
        this.expr = expr;
        Grouping grouping = outer.or(expr::grouping).orElse(new Grouping(List.of(), true));
        boolean single = (outer.isPresent() || expr.grouping().isPresent()) && grouping.single();
        List<Stage> stages = LineFormats.withoutUseless(expr);
        this.pipeline = Pipeline.of(stages);
        this.noLabels = single || expr.operation().equals("absent_over_time");
        List<String> names = new ArrayList<>(pipeline.reads());
        List<LabelFilter> filters = new ArrayList<>(Pipeline.filters(stages));
        TreeSet<String> sorted = new TreeSet<>(grouping.labels());
        boolean drops = grouping.without() && !sorted.isEmpty();
        Optional<Unwrap> unwrap = expr.range().unwrap();
        if (unwrap.isPresent()) {
            unwrap.get().filters().forEach(f -> names.addAll(f.names()));
            names.add(unwrap.get().label());
            if (unwrap.get().filters().size() == 1) {
                filters.addAll(unwrap.get().filters());
            }
            if (sorted.isEmpty() || grouping.without()) {
                drops = true;
                sorted.add(unwrap.get().label());
            }
        }
        this.groups = List.copyOf(sorted);
        this.without = drops;
        this.hints = Hints.of(names, groups, without, noLabels, filters);
    }

    /** Extracts what a timeline needs; nothing is compiled where there is nothing to read. */
    static Map<Labels, Series> extract(
            RangeAggregation expr, Optional<Grouping> outer, LogSource source, Timeline timeline) {
        long offset = expr.range().offset();
        // the window leaves its start out and takes its end in
        long from = timeline.start() - offset - expr.range().interval() + 1;
        long before = timeline.end() - offset + 1;
        List<Stream> streams = source.select(expr.range().selector().matchers(), from, before);
        return streams.isEmpty() ? Map.of() : new RangeSamples(expr, outer).extract(streams);
    }

    private Map<Labels, Series> extract(List<Stream> streams) {
        Map<Labels, Series> all = new LinkedHashMap<>();
        for (Stream stream : streams) {
            LabelsBuilder labels = new LabelsBuilder(stream.labels(), hints);
            for (Entry entry : stream.entries()) {
                labels.reset(entry.metadata());
                Line line = new Line(entry.timestamp(), entry.line(), labels);
                OptionalDouble value = pipeline.process(line) ? number(line) : OptionalDouble.empty();
                if (value.isPresent()) {
                    all.computeIfAbsent(labels.grouped(groups, without, noLabels), l -> new Series())
                            .add(entry.timestamp(), value.getAsDouble());
                }
            }
        }
        all.values().forEach(Series::sort);
        return all;
    }

    private OptionalDouble number(Line line) {
        Optional<Unwrap> unwrap = expr.range().unwrap();
        if (unwrap.isPresent()) {
            return unwrapped(unwrap.get(), line.labels());
        }
        return OptionalDouble.of(
                expr.operation().startsWith("bytes") ? line.text().getBytes(StandardCharsets.UTF_8).length : 1);
    }

    private static OptionalDouble unwrapped(Unwrap unwrap, LabelsBuilder labels) {
        String text = labels.get(unwrap.label()).orElse("");
        if (text.isEmpty()) {
            return OptionalDouble.empty();
        }
        double value = 0;
        try {
            value = converted(unwrap.conversion(), text);
        } catch (NumberFormatException e) {
            labels.fail(ERROR, String.valueOf(e.getMessage()));
        }
        for (LabelFilter filter : unwrap.filters()) {
            if (!LabelFilters.test(filter, labels)) {
                return OptionalDouble.empty();
            }
        }
        return OptionalDouble.of(value);
    }

    private static double converted(String conversion, String text) {
        return switch (conversion) {
            case "bytes" -> Units.unsigned(Units.bytes(text));
            case "duration", "duration_seconds" -> GoDuration.parse(text) / 1e9;
            default -> GoStrings.parseFloat(text);
        };
    }
}
