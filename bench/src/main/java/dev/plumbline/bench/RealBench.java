package dev.plumbline.bench;

import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Measures readers of a real engine's API, while containers write as fast as they can. */
final class RealBench {
    private final Options options;
    private final List<Contender> contenders;

    RealBench(Options options, List<Contender> contenders) {
        this.options = options;
        this.contenders = contenders;
    }

    Map<String, Measured> measure(Cell cell) throws IOException, InterruptedException {
        Map<String, Measured> all = new LinkedHashMap<>();
        long each = Math.max(1, cell.lines() / cell.containers());
        try (RealEngine engine = new RealEngine(options, new Lines(cell.length(), cell.json()), each)) {
            all.put("bare reader", bare(cell, engine, each * cell.containers()));
            for (Contender contender : contenders) {
                all.put(contender.name(), collector(cell, engine, contender, each * cell.containers()));
            }
        }
        return all;
    }

    private Measured bare(Cell cell, RealEngine engine, long lines) throws IOException, InterruptedException {
        try (Child reader = Child.java(BareApi.class, List.of(options.engine()))) {
            reader.line();
            reader.ask(lines + " " + String.join(" ", engine.write(cell.containers())));
            double cpu = reader.cpuSeconds();
            long start = System.nanoTime();
            reader.ask(lines + " " + String.join(" ", engine.write(cell.containers())));
            double seconds = (System.nanoTime() - start) / 1e9;
            return new Measured(lines, seconds, reader.cpuSeconds() - cpu, reader.peakMegabytes(), 0);
        }
    }

    private Measured collector(Cell cell, RealEngine engine, Contender contender, long lines)
            throws IOException, InterruptedException {
        try (Child sink = Child.java(Sink.class, List.of())) {
            int port = Integer.parseInt(sink.line());
            Path work = Folders.fresh(options.work().resolve("run"));
            Contender.Place place = new Contender.Place(true, options.engine(), work, port, work, RealEngine.filter());
            try (Child collector = contender.start(place).process()) {
                // What the readers before this one had written is still there, as far as it was not removed: the count
                // begins anew once nothing of it comes any more.
                engine.write(cell.containers());
                long seen = Bench.settled(sink);
                double cpu = collector.cpuSeconds();
                long start = System.nanoTime();
                engine.write(cell.containers());
                Bench.await(sink, collector, seen + lines);
                double seconds = (System.nanoTime() - start) / 1e9;
                Measured measured =
                        new Measured(lines, seconds, collector.cpuSeconds() - cpu, collector.peakMegabytes(), 0);
                collector.end();
                return measured;
            }
        }
    }
}
