package dev.plumbline.embedded.engine;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What a process uses, read from /proc, in the form of the engine's stats. Zero where /proc does not tell. */
final class Usage {
    private static final long NANOSECONDS_PER_TICK = 10_000_000;
    private static final long PAGE = 4096;

    private final Path proc;

    Usage(long pid) {
        this.proc = Path.of("/proc", Long.toString(pid));
    }

    private static List<String> lines(Path file) {
        try {
            return Files.readAllLines(file);
        } catch (IOException e) {
            return List.of();
        }
    }

    /** Returns the fields of /proc/PID/stat behind the name in parentheses. */
    private long[] stat() {
        List<String> lines = lines(proc.resolve("stat"));
        if (lines.isEmpty()) {
            return new long[50];
        }
        String line = lines.getFirst();
        String[] fields = line.substring(line.lastIndexOf(')') + 2).split(" ");
        long[] numbers = new long[Math.max(50, fields.length)];
        for (int i = 1; i < fields.length; i++) {
            numbers[i] = Long.parseLong(fields[i].replaceAll("\\d{19,}", "0"));
        }
        return numbers;
    }

    Map<String, Object> cpu() {
        long[] stat = stat();
        long user = stat[11] * NANOSECONDS_PER_TICK;
        long system = stat[12] * NANOSECONDS_PER_TICK;
        Map<String, Object> usage = new LinkedHashMap<>();
        usage.put("total_usage", user + system);
        usage.put("usage_in_kernelmode", system);
        usage.put("usage_in_usermode", user);
        Map<String, Object> cpu = new LinkedHashMap<>();
        cpu.put("cpu_usage", usage);
        cpu.put("system_cpu_usage", systemCpu());
        cpu.put("online_cpus", Runtime.getRuntime().availableProcessors());
        cpu.put("throttling_data", Map.of("periods", 0, "throttled_periods", 0, "throttled_time", 0));
        return cpu;
    }

    private static long systemCpu() {
        return lines(Path.of("/proc/stat")).stream()
                        .filter(l -> l.startsWith("cpu "))
                        .flatMap(l -> java.util.Arrays.stream(
                                        l.substring(4).trim().split(" "))
                                .limit(7))
                        .mapToLong(Long::parseLong)
                        .sum()
                * NANOSECONDS_PER_TICK;
    }

    Map<String, Object> memory() {
        List<String> statm = lines(proc.resolve("statm"));
        long resident = statm.isEmpty() ? 0 : Long.parseLong(statm.getFirst().split(" ")[1]) * PAGE;
        long shared = statm.isEmpty() ? 0 : Long.parseLong(statm.getFirst().split(" ")[2]) * PAGE;
        long total = lines(Path.of("/proc/meminfo")).stream()
                .filter(l -> l.startsWith("MemTotal:"))
                .mapToLong(l -> Long.parseLong(l.replaceAll("\\D", "")) * 1024)
                .sum();
        Map<String, Object> detail = new LinkedHashMap<>();
        detail.put("anon", resident - shared);
        detail.put("file", shared);
        detail.put("inactive_file", shared / 2);
        detail.put("active_file", shared - shared / 2);
        detail.put("pgfault", stat()[7]);
        detail.put("pgmajfault", stat()[9]);
        return Map.of("usage", resident, "stats", detail, "limit", total);
    }

    Map<String, Object> networks() {
        Map<String, Object> networks = new LinkedHashMap<>();
        long[] sums = new long[16];
        for (String line : lines(proc.resolve("net/dev"))) {
            int colon = line.indexOf(':');
            if (colon > 0) {
                String[] numbers = line.substring(colon + 1).trim().split("\\s+");
                for (int i = 0; i < sums.length && i < numbers.length; i++) {
                    sums[i] += Long.parseLong(numbers[i]);
                }
            }
        }
        Map<String, Object> eth0 = new LinkedHashMap<>();
        eth0.put("rx_bytes", sums[0]);
        eth0.put("rx_packets", sums[1]);
        eth0.put("rx_errors", sums[2]);
        eth0.put("rx_dropped", sums[3]);
        eth0.put("tx_bytes", sums[8]);
        eth0.put("tx_packets", sums[9]);
        eth0.put("tx_errors", sums[10]);
        eth0.put("tx_dropped", sums[11]);
        networks.put("eth0", eth0);
        return networks;
    }

    Map<String, Object> blocks() {
        long read = 0;
        long written = 0;
        for (String line : lines(proc.resolve("io"))) {
            if (line.startsWith("read_bytes:")) {
                read = Long.parseLong(line.replaceAll("\\D", ""));
            } else if (line.startsWith("write_bytes:")) {
                written = Long.parseLong(line.replaceAll("\\D", ""));
            }
        }
        return Map.of("io_service_bytes_recursive", List.of(block("read", read), block("write", written)));
    }

    private static Map<String, Object> block(String operation, long value) {
        return Map.of("major", 254, "minor", 0, "op", operation, "value", value);
    }

    long threads() {
        return stat()[17];
    }
}
