package dev.plumbline.bench;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** Measures, and prints a table. */
public final class Main {
    private Main() {}

    /** See {@link Options#USAGE}. */
    public static void main(String[] arguments) throws IOException, InterruptedException {
        Options options;
        try {
            options = Options.parse(arguments);
        } catch (IllegalArgumentException e) {
            System.err.println(e.getMessage());
            System.exit(2);
            return;
        }
        List<Contender> contenders = new ArrayList<>();
        Starts starts = new Starts(options, new Bench(options, contenders));
        List<String> cache = starts.cache();
        contenders.add(Contender.ours(options, cache));
        options.beside().forEach((name, command) -> contenders.add(Contender.other(name, command)));
        Bench bench = new Bench(options, contenders);
        Report report = new Report(System.out);
        report.cells();
        for (Cell cell : Bench.cells(options)) {
            boolean real = !options.engine().isEmpty();
            report.cell(cell, real ? new RealBench(options, contenders).measure(cell) : bench.measure(cell));
        }
        if (!options.engine().isEmpty()) {
            return;
        }
        if (options.wants("latency")) {
            report.latencies();
            int seconds = options.full() ? 20 : 8;
            for (int containers : options.full() ? new int[] {1, 50, 500} : new int[] {1, 50}) {
                report.latency(bench.latency(false, containers, 10_000, seconds));
                report.latency(bench.latency(true, containers, 10_000, seconds));
            }
        }
        if (options.wants("start")) {
            report.starts(starts.measure(cache));
        }
        if (options.wants("restart")) {
            report.restart(Restart.measure(options, bench, (long) (options.scale() * (1L << 30))));
        }
    }
}
