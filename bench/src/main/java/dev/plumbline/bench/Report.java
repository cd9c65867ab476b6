package dev.plumbline.bench;

import java.io.PrintStream;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Prints tables. */
final class Report {
    private final PrintStream out;

    Report(PrintStream out) {
        this.out = out;
    }

    @SuppressWarnings("AnnotateFormatMethod") // The annotation would be a dependency of its own.
    private void line(String format, Object... values) {
        out.println(String.format(Locale.ROOT, format, values));
    }

    void cells() {
        line(
                "%-5s %-11s %10s  %-12s %10s %12s %8s %7s %8s %12s",
                "path",
                "line",
                "containers",
                "reader",
                "lines/s",
                "lines/CPU s",
                "us/line",
                "x bare",
                "peak MB",
                "sent B/line");
    }

    void cell(Cell cell, Map<String, Measured> all) {
        double bare = all.values().iterator().next().microsALine();
        all.forEach((name, m) -> line(
                "%-5s %-11s %10d  %-12s %,10.0f %,12.0f %8.3f %7.2f %8.0f %12.0f",
                cell.path(),
                cell.size(),
                cell.containers(),
                name,
                m.linesASecond(),
                m.linesACpuSecond(),
                m.microsALine(),
                m.microsALine() / bare,
                m.peakMegabytes(),
                (double) m.wireBytes() / m.lines()));
    }

    void latencies() {
        line("%n%-5s %10s %8s   %s", "path", "containers", "lines/s", "milliseconds from written to arrived");
        line("%-5s %10s %8s %8s %8s %8s %8s %8s", "", "", "", "p50", "p90", "p99", "p99.9", "most");
    }

    void latency(Latency l) {
        line(
                "%-5s %10d %,8d %8.0f %8.0f %8.0f %8.0f %8.0f",
                l.api() ? "API" : "file", l.containers(), l.rate(), l.p50(), l.p90(), l.p99(), l.p999(), l.most());
    }

    void starts(List<Start> all) {
        line("%n%-20s %12s %12s %12s", "start", "ready after", "CPU by then", "idle MB");
        all.forEach(s ->
                line("%-20s %10.2f s %10.2f s %12.0f", s.how(), s.readySeconds(), s.cpuSeconds(), s.idleMegabytes()));
    }

    void restart(Restart r) {
        line(
                "%nrestart on a log of %,d bytes, %,d of them new: %,d bytes read (%,d where nothing is new), %.2f s of CPU",
                r.logBytes(), r.newBytes(), r.readBytes(), r.idleBytes(), r.cpuSeconds());
    }
}
