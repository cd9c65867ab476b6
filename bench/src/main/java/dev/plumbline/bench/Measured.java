package dev.plumbline.bench;

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
}
