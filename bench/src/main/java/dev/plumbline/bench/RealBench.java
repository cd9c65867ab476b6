package dev.plumbline.bench;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;

/** Measures readers of a real engine's API, while containers that have been found before write as fast as they can. */
final class RealBench {
    private static final int WARM_UPS = 2;
    private static final int ROUNDS = 3;
    /** Within this time a collector has found what runs, and follows it. */
    private static final long FOUND_NANOS = 3_000_000_000L;

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
            List<Measured> rounds = new ArrayList<>();
            for (int round = 0; round < WARM_UPS + ROUNDS; round++) {
                reader.tell(lines + " " + String.join(" ", engine.stage(cell.containers())));
                LockSupport.parkNanos(FOUND_NANOS);
                rounds.add(Bench.measured(reader, () -> {
                    engine.release();
                    return Long.parseLong(reader.line());
                }));
            }
            return Measured.middle(rounds.subList(WARM_UPS, rounds.size()));
        }
    }

    private Measured collector(Cell cell, RealEngine engine, Contender contender, long lines)
            throws IOException, InterruptedException {
        try (Child sink = Child.java(Sink.class, List.of())) {
            int port = Integer.parseInt(sink.line());
            Path work = Folders.fresh(options.work().resolve("run"));
            Contender.Place place = new Contender.Place(true, options.engine(), work, port, work, RealEngine.filter());
            engine.remove(); // or the collector would read what the reader before it has read
            try (Child collector = contender.start(place).process()) {
                List<Measured> rounds = new ArrayList<>();
                Map<String, Double> threads = Map.of();
                for (int round = 0; round < WARM_UPS + ROUNDS; round++) {
                    if (round == WARM_UPS) {
                        threads = collector.threads();
                    }
                    engine.stage(cell.containers());
                    LockSupport.parkNanos(FOUND_NANOS);
                    long all = (round + 1) * lines;
                    rounds.add(Bench.measured(collector, () -> {
                        engine.release();
                        Bench.await(sink, collector, all);
                        return lines;
                    }));
                }
                if (options.threads()) {
                    Bench.print(collector.threads(), threads);
                }
                collector.end();
                return Measured.middle(rounds.subList(WARM_UPS, rounds.size()));
            }
        }
    }
}
