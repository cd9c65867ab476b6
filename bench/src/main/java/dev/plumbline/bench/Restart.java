package dev.plumbline.bench;

import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.locks.LockSupport;

/**
 * What a collector did that was started again on a log that it had read.
 *
 * @param logBytes how long the log is
 * @param newBytes how much of that is new
 * @param readBytes how much it read, of all files and sockets, its own jar among them
 * @param idleBytes how much one read that had nothing new to read
 * @param cpuSeconds what it used until the new lines had arrived
 */
record Restart(long logBytes, long newBytes, long readBytes, long idleBytes, double cpuSeconds) {
    private static final int NEW = 1_000;

    static Restart measure(Options options, Bench bench, long logBytes) throws IOException, InterruptedException {
        Cell cell = new Cell(false, 1_000, false, 1, logBytes / 1_078);
        Contender contender = Contender.ours(options, java.util.List.of());
        try (Fleet fleet = bench.fleet(cell);
                Child engine = bench.engine(fleet);
                Child sink = Child.java(Sink.class, java.util.List.of())) {
            int port = Integer.parseInt(sink.line());
            Path work = Folders.fresh(options.work().resolve("run"));
            Contender.Place place = new Contender.Place(false, bench.socket(), fleet.folder(), port, work, "");
            fleet.stage(cell.lines());
            fleet.release();
            try (Child collector = contender.start(place).process()) {
                Bench.await(sink, collector, cell.lines());
                collector.end();
            }
            long idle;
            try (Child collector = contender.start(place).process()) {
                long until = System.nanoTime() + 5_000_000_000L;
                while (System.nanoTime() < until) {
                    LockSupport.parkNanos(until - System.nanoTime());
                }
                idle = collector.bytesRead();
                Bench.await(sink, collector, cell.lines());
                collector.end();
            }
            long before = fleet.bytes();
            fleet.stage(NEW);
            fleet.release();
            try (Child collector = contender.start(place).process()) {
                Bench.await(sink, collector, cell.lines() + NEW);
                Restart measured = new Restart(
                        fleet.bytes(), fleet.bytes() - before, collector.bytesRead(), idle, collector.cpuSeconds());
                collector.end();
                return measured;
            }
        }
    }
}
