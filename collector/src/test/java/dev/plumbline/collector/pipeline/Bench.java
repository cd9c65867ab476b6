package dev.plumbline.collector.pipeline;

import dev.plumbline.collector.config.Block;
import dev.plumbline.collector.config.Problem;
import dev.plumbline.collector.config.Problems;
import dev.plumbline.collector.entry.Entry;
import dev.plumbline.collector.entry.Labels;
import dev.plumbline.collector.entry.Receipt;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** A workbench: a pipeline of blocks built by hand, a timer that a test drives, and what came out and what was settled. */
final class Bench {
    static final long START = 1_768_471_200_000_000_000L;

    private final List<Entry> out = new ArrayList<>();
    private final List<String> settled = new ArrayList<>();
    private final List<String> joined = new ArrayList<>();
    private final HandTimer timer = new HandTimer();
    private final Problems problems = new Problems();
    private final Pipeline pipeline;

    Bench(Block... stages) {
        this(Instant.ofEpochSecond(0, START), stages);
    }

    Bench(Instant now, Block... stages) {
        Environment environment = new Environment(new CheckMetrics(), timer, Clock.fixed(now, ZoneOffset.UTC));
        Block outer = Blocks.block("loki.process", (Object[]) stages);
        pipeline =
                new Pipeline(StageFactory.read(outer.blocks(), new StageBlock(outer, problems, environment)), out::add);
    }

    List<String> problems() {
        return problems.inOrder().stream().map(Problem::toString).toList();
    }

    List<String> joined() {
        return joined;
    }

    HandTimer timer() {
        return timer;
    }

    Bench line(String line, String... labels) {
        pipeline.accept(entry(line, labels));
        return this;
    }

    Bench accept(Entry entry) {
        pipeline.accept(entry);
        return this;
    }

    Entry entry(String line, String... labels) {
        Map<String, String> pairs = new TreeMap<>(Map.of("job", "in"));
        for (int i = 0; i < labels.length; i += 2) {
            pairs.put(labels[i], labels[i + 1]);
        }
        byte[] bytes = line.getBytes(StandardCharsets.UTF_8);
        return new Entry(Labels.of(pairs), START, bytes, 0, bytes.length, Map.of(), receipt(line));
    }

    private Receipt receipt(String line) {
        return new Receipt() {
            @Override
            public void joins(Receipt later) {
                joined.add(line + " + " + later);
            }

            @Override
            public String toString() {
                return line;
            }

            @Override
            public void expect(int more) {
                settled.add(line + " expects " + more);
            }

            @Override
            public void sent() {
                settled.add(line + " sent");
            }

            @Override
            public void dropped(String reason) {
                settled.add(line + " dropped " + reason);
            }

            @Override
            public void refused(String reason) {
                settled.add(line + " refused " + reason);
            }
        };
    }

    Bench flush() {
        pipeline.flush();
        return this;
    }

    Bench finish() {
        pipeline.finish();
        return this;
    }

    List<Entry> out() {
        return out;
    }

    List<String> lines() {
        return out.stream().map(Entry::line).toList();
    }

    /** Returns the labels of the last entry, without the job that all have. */
    Map<String, String> labels() {
        Map<String, String> labels = new TreeMap<>(out.getLast().labels().byName());
        labels.remove("job");
        return labels;
    }

    List<String> settled() {
        return settled;
    }
}
