package dev.plumbline.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;

/** Runs readers on logs and measures what they need. */
final class Bench {
    private static final long LINES_A_SECOND_OF_AN_ENGINE = 150_000;
    private static final long PATIENCE_NANOS = 600_000_000_000L;
    private static final int ROUNDS = 5;
    private static final int WARM_UPS = 12;
    /** A compiler that uses no more than this part of the CPU is done with what matters. */
    private static final double WARM = 0.03;

    private final Options options;
    private final List<Contender> contenders;

    Bench(Options options, List<Contender> contenders) {
        this.options = options;
        this.contenders = contenders;
    }

    /** Measures every collector on the same kind of logs, one after another, each in turn with the bare reader. */
    Map<String, Measured> measure(Cell cell) throws IOException, InterruptedException {
        Map<String, Measured> collectors = new LinkedHashMap<>();
        try (Bare bare = bare(cell)) {
            for (Contender contender : contenders) {
                collectors.put(contender.name(), collector(cell, contender, bare));
            }
            Map<String, Measured> all = new LinkedHashMap<>(Map.of("bare reader", bare.measured()));
            all.putAll(collectors);
            return all;
        }
    }

    private Bare bare(Cell cell) throws IOException {
        Fleet fleet = fleet(cell, "bare-logs");
        fleet.stage(cell.lines());
        fleet.release();
        if (!cell.api()) {
            return Bare.ofFiles(fleet);
        }
        String socket = socket("bare.sock");
        Child engine = engine(fleet, socket);
        engine.ask(pace(cell));
        return Bare.ofEngine(fleet, engine, socket, cell.lines());
    }

    /** What a reader does in a round; returns how many lines it read. */
    interface Reading {
        long lines() throws IOException;
    }

    /** Measures what a reader takes for a round. */
    static Measured measured(Child reader, Reading reading) throws IOException {
        double cpu = reader.cpuSeconds();
        long start = System.nanoTime();
        long lines = reading.lines();
        double seconds = (System.nanoTime() - start) / 1e9;
        return new Measured(lines, seconds, reader.cpuSeconds() - cpu, reader.peakMegabytes(), 0);
    }

    private Measured collector(Cell cell, Contender contender, Bare bare) throws IOException, InterruptedException {
        try (Fleet fleet = fleet(cell);
                Child engine = engine(fleet);
                Child sink = Child.java(Sink.class, List.of())) {
            int port = Integer.parseInt(sink.line());
            fleet.stage(cell.lines());
            fleet.release();
            Path work = Folders.fresh(options.work().resolve("run"));
            Contender.Place place = new Contender.Place(cell.api(), socket(), fleet.folder(), port, work, "");
            try (Child collector = contender.start(place).process()) {
                long read = warmUp(cell, fleet, sink, collector);
                engine.ask(cell.api() ? pace(cell) : "0");
                Map<String, Double> threads = collector.threads();
                List<Measured> rounds = new ArrayList<>();
                for (int round = 0; round < ROUNDS; round++) {
                    bare.round();
                    read += cell.lines();
                    rounds.add(round(cell, fleet, sink, collector, read));
                }
                if (options.threads()) {
                    print(collector.threads(), threads);
                }
                collector.end();
                return Measured.middle(rounds);
            }
        }
    }

    /** Has the collector read as many lines again, until the sink has got {@code all}. */
    private static Measured round(Cell cell, Fleet fleet, Child sink, Child collector, long all) throws IOException {
        fleet.stage(cell.lines());
        long wire = Long.parseLong(sink.ask("count").split(" ")[3]);
        double cpu = collector.cpuSeconds();
        long start = System.nanoTime();
        fleet.release();
        await(sink, collector, all);
        double seconds = (System.nanoTime() - start) / 1e9;
        return new Measured(
                cell.lines(),
                seconds,
                collector.cpuSeconds() - cpu,
                collector.peakMegabytes(),
                Long.parseLong(sink.ask("count").split(" ")[3]) - wire);
    }

    /** Has the collector read until its compiler has next to nothing left to do; returns how many lines that took. */
    private static long warmUp(Cell cell, Fleet fleet, Child sink, Child collector) throws IOException {
        long lines = cell.lines();
        await(sink, collector, lines);
        for (int round = 1; round < WARM_UPS; round++) {
            double all = collector.cpuSeconds();
            double compiler = collector.compilerSeconds();
            fleet.stage(cell.lines());
            fleet.release();
            lines += cell.lines();
            await(sink, collector, lines);
            if (collector.compilerSeconds() - compiler <= WARM * (collector.cpuSeconds() - all)) {
                break;
            }
        }
        return lines;
    }

    /** Measures how old lines are when they arrive, written at an even rate for some seconds after some for warming up. */
    Latency latency(boolean api, int containers, int rate, int seconds) throws IOException, InterruptedException {
        Cell cell = new Cell(api, 120, false, containers, 0);
        try (Fleet fleet = fleet(cell);
                Child engine = engine(fleet);
                Child sink = Child.java(Sink.class, List.of())) {
            int port = Integer.parseInt(sink.line());
            Path work = Folders.fresh(options.work().resolve("run"));
            Contender.Place place = new Contender.Place(api, socket(), fleet.folder(), port, work, "");
            try (Child collector = contenders.getFirst().start(place).process()) {
                long warm = (long) rate * seconds / 2;
                write(fleet, rate, warm);
                await(sink, collector, warm);
                sink.ask("reset");
                write(fleet, rate, (long) rate * seconds);
                await(sink, collector, (long) rate * seconds);
                Latency measured = Latency.parse(api, containers, rate, sink.ask("ages"));
                collector.end();
                return measured;
            }
        }
    }

    private static void write(Fleet fleet, int rate, long count) throws IOException {
        long start = System.nanoTime();
        long written = 0;
        while (written < count) {
            long due = Math.min(count, (System.nanoTime() - start) * rate / 1_000_000_000L);
            if (due > written) {
                fleet.writeNow((int) (due - written));
                written = due;
            }
            LockSupport.parkNanos(5_000_000);
        }
    }

    static void print(Map<String, Double> after, Map<String, Double> before) {
        after.forEach((name, seconds) -> {
            double used = seconds - before.getOrDefault(name, 0.0);
            if (used > 0) {
                System.out.printf(Locale.ROOT, "    %-24s %.2f s%n", name, used);
            }
        });
    }

    /** Waits until the sink has got so many entries. */
    static void await(Child sink, Child collector, long entries) throws IOException {
        long deadline = System.nanoTime() + PATIENCE_NANOS;
        long count;
        while ((count = count(sink)) < entries) {
            if (!collector.alive() || System.nanoTime() > deadline) {
                throw new IOException("the sink got " + count + " of " + entries + " lines, then no more came; the"
                        + " collector's own log is in the work folder");
            }
            LockSupport.parkNanos(5_000_000);
        }
        if (count > entries) {
            throw new IOException("the sink got " + count + " lines, more than the " + entries + " that were written");
        }
    }

    private static long count(Child sink) throws IOException {
        return Long.parseLong(sink.ask("count").split(" ")[0]);
    }

    Child engine(Fleet fleet) throws IOException {
        return engine(fleet, socket());
    }

    private static Child engine(Fleet fleet, String socket) throws IOException {
        Child engine = Child.java(StandIn.class, List.of(socket, fleet.folder().toString()));
        engine.line();
        return engine;
    }

    Fleet fleet(Cell cell) throws IOException {
        return fleet(cell, "logs");
    }

    private Fleet fleet(Cell cell, String folder) throws IOException {
        return new Fleet(
                Folders.fresh(options.work().resolve(folder)),
                cell.containers(),
                new Lines(cell.length(), cell.json()),
                cell.api());
    }

    String socket() throws IOException {
        return socket("engine.sock");
    }

    private String socket(String name) throws IOException {
        return Files.createDirectories(options.work()).resolve(name).toString();
    }

    private static String pace(Cell cell) {
        return Long.toString(LINES_A_SECOND_OF_AN_ENGINE * (cell.length() + 50L));
    }

    /** Returns the cells that are asked for. */
    static List<Cell> cells(Options options) {
        List<Cell> cells = new ArrayList<>();
        if (!options.engine().isEmpty()) {
            for (int length : new int[] {100, 1_000}) {
                for (int containers : new int[] {1, 20}) {
                    if (options.wantsCell("api", length, containers)) {
                        cells.add(new Cell(true, length, false, containers, lines(options, true, length) / 2));
                    }
                }
            }
            return cells;
        }
        for (boolean api : new boolean[] {false, true}) {
            String path = api ? "api" : "file";
            for (int length : new int[] {100, 1_000, 16_000}) {
                for (int containers : new int[] {1, 50, 500}) {
                    if (!options.wantsCell(path, length, containers)) {
                        continue;
                    }
                    if (options.full()
                            || !options.wants(path)
                            || containers == 1
                            || (containers == 500 && length == 100)) {
                        cells.add(new Cell(api, length, false, containers, lines(options, api, length)));
                    }
                }
            }
        }
        if (options.wants("json")) {
            cells.add(new Cell(false, 200, true, 1, lines(options, false, 200)));
        }
        return cells;
    }

    private static long lines(Options options, boolean api, int length) {
        long most = api ? 1_000_000 : 3_000_000;
        return (long) (options.scale() * Math.min(most, 600_000_000L / length));
    }
}
