package dev.plumbline.bench;

import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** Measures how long the collector takes to be ready, as a jar and with an AOT cache. */
final class Starts {
    private static final int FIRST_WITH_CACHE = 25;
    private static final int TIMES = 3;
    private static final long PATIENCE_NANOS = TimeUnit.MINUTES.toNanos(2);

    private final Options options;
    private final Bench bench;

    Starts(Options options, Bench bench) {
        this.options = options;
        this.bench = bench;
    }

    /** Makes an AOT cache as the image has one; returns the option that names it, or nothing on a Java without. */
    List<String> cache() throws IOException, InterruptedException {
        if (Runtime.version().feature() < FIRST_WITH_CACHE) {
            return List.of();
        }
        Path cache = options.work().toAbsolutePath().resolve("collector.aot");
        Files.createDirectories(cache.getParent());
        Files.deleteIfExists(cache);
        Contender.train(options, cache);
        return List.of("-XX:AOTCache=" + cache);
    }

    /** Measures the jar alone, and with the cache where there is one; each is the fastest of three. */
    List<Start> measure(List<String> cache) throws IOException, InterruptedException {
        List<Start> all = new ArrayList<>(List.of(fastest("jar", Contender.ours(options, List.of()))));
        if (!cache.isEmpty()) {
            all.add(fastest("jar and AOT cache", Contender.ours(options, cache)));
        }
        return all;
    }

    private Start fastest(String how, Contender contender) throws IOException, InterruptedException {
        Start best = once(how, contender, 10);
        for (int i = 1; i < TIMES; i++) {
            Start next = once(how, contender, 0);
            if (next.readySeconds() < best.readySeconds()) {
                best = new Start(how, next.readySeconds(), next.cpuSeconds(), best.idleMegabytes());
            }
        }
        return best;
    }

    private Start once(String how, Contender contender, int idleSeconds) throws IOException, InterruptedException {
        try (Fleet fleet = bench.fleet(new Cell(false, 100, false, 1, 0));
                Child engine = bench.engine(fleet)) {
            Path work = Folders.fresh(options.work().resolve("run"));
            Contender.Place place = new Contender.Place(false, bench.socket(), fleet.folder(), 9, work, "");
            long start = System.nanoTime();
            Contender.Running running = contender.start(place);
            try (Child collector = running.process()) {
                while (!ready(running.port())) {
                    if (!collector.alive() || System.nanoTime() - start > PATIENCE_NANOS) {
                        throw new IOException("the collector is not ready; its own log is in the work folder");
                    }
                    LockSupport.parkNanos(2_000_000);
                }
                double seconds = (System.nanoTime() - start) / 1e9;
                double cpu = collector.cpuSeconds();
                long idleUntil = System.nanoTime() + TimeUnit.SECONDS.toNanos(idleSeconds);
                long left;
                while ((left = idleUntil - System.nanoTime()) > 0) {
                    LockSupport.parkNanos(left);
                }
                Start measured = new Start(how, seconds, cpu, collector.residentMegabytes());
                collector.end();
                return measured;
            }
        }
    }

    private static boolean ready(int port) {
        try {
            HttpURLConnection connection = (HttpURLConnection)
                    URI.create("http://127.0.0.1:" + port + "/-/ready").toURL().openConnection();
            connection.setConnectTimeout(1_000);
            connection.setReadTimeout(5_000);
            return connection.getResponseCode() == 200;
        } catch (IOException e) {
            return false;
        }
    }
}
