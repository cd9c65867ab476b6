package dev.plumbline.bench;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * What one reader needed for a cell.
 *
 * @param lines how many it read
 * @param seconds how long that took
 * @param cpuSeconds what of a CPU it used
 * @param peakMegabytes the most memory it had resident
 * @param wireBytes how much it sent
 */
record Measured(long lines, double seconds, double cpuSeconds, double peakMegabytes, long wireBytes) {
    double linesASecond() {
        return lines / seconds;
    }

    double linesACpuSecond() {
        return lines / cpuSeconds;
    }

    double microsALine() {
        return cpuSeconds * 1e6 / lines;
    }

    /** Returns the round that used neither the most CPU nor the least, with the most memory of all. */
    static Measured middle(List<Measured> rounds) {
        List<Measured> sorted = new ArrayList<>(rounds);
        sorted.sort(Comparator.comparingDouble(Measured::microsALine));
        Measured middle = sorted.get(sorted.size() / 2);
        double peak = rounds.stream().mapToDouble(Measured::peakMegabytes).max().orElseThrow();
        return new Measured(middle.lines, middle.seconds, middle.cpuSeconds, peak, middle.wireBytes);
    }
}
