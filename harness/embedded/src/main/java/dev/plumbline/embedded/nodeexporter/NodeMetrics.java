package dev.plumbline.embedded.nodeexporter;

import dev.plumbline.embedded.http.Response;
import dev.plumbline.embedded.prometheus.exposition.ExpositionWriter;
import java.io.IOException;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Reads the kernel's figures and writes them under node_exporter's names. */
final class NodeMetrics {
    private static final double TICKS = 100;
    private static final double SECTOR = 512;
    private static final double MILLIS = 1000;
    private static final double KIB = 1024;
    private static final List<String> MODES =
            List.of("user", "nice", "system", "idle", "iowait", "irq", "softirq", "steal");
    private static final Set<String> PSEUDO = Set.of(
            "proc",
            "sysfs",
            "devpts",
            "cgroup",
            "cgroup2",
            "mqueue",
            "debugfs",
            "tracefs",
            "securityfs",
            "bpf",
            "pstore",
            "configfs",
            "autofs",
            "hugetlbfs",
            "fusectl",
            "nsfs",
            "binfmt_misc",
            "devtmpfs",
            "selinuxfs",
            "rpc_pipefs",
            "squashfs");

    private final Path proc;
    private final Clock clock;
    private final Instant started;

    NodeMetrics(Path proc, Clock clock, Instant started) {
        this.proc = proc;
        this.clock = clock;
        this.started = started;
    }

    Response page() {
        ExpositionWriter out = new ExpositionWriter();
        cpu(out);
        memory(out);
        load(out);
        network(out);
        disks(out);
        filesystems(out);
        uname(out);
        out.add("node_time_seconds", "gauge", "System time in seconds since epoch (1970).", clock.millis() / MILLIS)
                .add(
                        "node_exporter_build_info",
                        "gauge",
                        "A metric with a constant '1' value labeled by version, revision, branch, goversion from which"
                                + " node_exporter was built, and the goos and goarch for the build.",
                        1,
                        "branch",
                        "",
                        "goarch",
                        "amd64",
                        "goos",
                        "linux",
                        "goversion",
                        "go1.26.8",
                        "revision",
                        "",
                        "version",
                        "1.10.2");
        return out.addProcess(started.toEpochMilli() / MILLIS).response();
    }

    private List<String> lines(String file) {
        try {
            return Files.readAllLines(proc.resolve(file));
        } catch (IOException e) {
            return List.of();
        }
    }

    private void cpu(ExpositionWriter out) {
        for (String line : lines("stat")) {
            String[] f = line.split("\\s+", -1);
            if (f[0].matches("cpu[0-9]+")) {
                for (int i = 0; i < MODES.size() && i + 1 < f.length; i++) {
                    out.add(
                            "node_cpu_seconds_total",
                            "counter",
                            "Seconds the CPUs spent in each mode.",
                            Double.parseDouble(f[i + 1]) / TICKS,
                            "cpu",
                            f[0].substring(3),
                            "mode",
                            MODES.get(i));
                }
            } else if (f[0].equals("btime")) {
                out.add("node_boot_time_seconds", "gauge", "Node boot time, in unixtime.", Double.parseDouble(f[1]));
            } else if (f[0].equals("ctxt")) {
                out.add(
                        "node_context_switches_total",
                        "counter",
                        "Total number of context switches.",
                        Double.parseDouble(f[1]));
            } else if (f[0].equals("processes")) {
                out.add("node_forks_total", "counter", "Total number of forks.", Double.parseDouble(f[1]));
            } else if (f[0].equals("procs_running") || f[0].equals("procs_blocked")) {
                out.add("node_" + f[0], "gauge", "Number of processes in that state.", Double.parseDouble(f[1]));
            }
        }
    }

    private void memory(ExpositionWriter out) {
        for (String line : lines("meminfo")) {
            String[] f = line.split("\\s+", -1);
            boolean bytes = f.length > 2;
            String name = f[0].replace(":", "").replace("(", "_").replace(")", "");
            out.add(
                    "node_memory_" + name + (bytes ? "_bytes" : ""),
                    "gauge",
                    "Memory information field " + name + (bytes ? "_bytes" : "") + ".",
                    Double.parseDouble(f[1]) * (bytes ? KIB : 1));
        }
    }

    private void load(ExpositionWriter out) {
        lines("loadavg").stream().findFirst().ifPresent(line -> {
            String[] f = line.split("\\s+", -1);
            int i = 0;
            for (String minutes : List.of("1", "5", "15")) {
                out.add("node_load" + minutes, "gauge", minutes + "m load average.", Double.parseDouble(f[i++]));
            }
        });
    }

    private void network(ExpositionWriter out) {
        List<String> fields = List.of(
                "receive_bytes",
                "receive_packets",
                "receive_errs",
                "receive_drop",
                "receive_fifo",
                "receive_frame",
                "receive_compressed",
                "receive_multicast",
                "transmit_bytes",
                "transmit_packets",
                "transmit_errs",
                "transmit_drop",
                "transmit_fifo",
                "transmit_colls",
                "transmit_carrier",
                "transmit_compressed");
        for (String line : lines("net/dev")) {
            String[] parts = line.strip().split("\\s*:\\s*", 2);
            if (parts.length == 2) {
                String[] f = parts[1].split("\\s+", -1);
                for (int i = 0; i < fields.size() && i < f.length; i++) {
                    out.add(
                            "node_network_" + fields.get(i) + "_total",
                            "counter",
                            "Network device statistic " + fields.get(i) + ".",
                            Double.parseDouble(f[i]),
                            "device",
                            parts[0]);
                }
            }
        }
    }

    private void disks(ExpositionWriter out) {
        List<String> names = List.of(
                "reads_completed_total",
                "reads_merged_total",
                "read_bytes_total",
                "read_time_seconds_total",
                "writes_completed_total",
                "writes_merged_total",
                "written_bytes_total",
                "write_time_seconds_total",
                "io_now",
                "io_time_seconds_total",
                "io_time_weighted_seconds_total");
        for (String line : lines("diskstats")) {
            String[] f = line.strip().split("\\s+", -1);
            if (f.length < 14 || f[2].matches("(z?ram|loop|fd|(h|s|v|xv)d[a-z]|nvme\\d+n\\d+p)\\d+")) {
                continue;
            }
            for (int i = 0; i < names.size(); i++) {
                String name = names.get(i);
                double unit = name.contains("bytes") ? SECTOR : name.contains("seconds") ? 1 / MILLIS : 1;
                out.add(
                        "node_disk_" + name,
                        name.equals("io_now") ? "gauge" : "counter",
                        "Disk statistic " + name + ".",
                        Double.parseDouble(f[3 + i]) * unit,
                        "device",
                        f[2]);
            }
        }
    }

    private void filesystems(ExpositionWriter out) {
        Set<String> seen = new HashSet<>();
        for (String line : lines("self/mounts")) {
            String[] f = line.split(" ", -1);
            if (f.length < 4
                    || PSEUDO.contains(f[2])
                    || f[1].matches("/(dev|proc|run/credentials/.+|sys|var/lib/docker/.+)($|/).*")
                    || !seen.add(f[1])) {
                continue;
            }
            try {
                FileStore store = Files.getFileStore(Path.of(f[1]));
                String[] labels = {"device", f[0], "fstype", f[2], "mountpoint", f[1]};
                out.add(
                                "node_filesystem_size_bytes",
                                "gauge",
                                "Filesystem size in bytes.",
                                (double) store.getTotalSpace(),
                                labels)
                        .add(
                                "node_filesystem_free_bytes",
                                "gauge",
                                "Filesystem free space in bytes.",
                                (double) store.getUnallocatedSpace(),
                                labels)
                        .add(
                                "node_filesystem_avail_bytes",
                                "gauge",
                                "Filesystem space available to non-root users in bytes.",
                                (double) store.getUsableSpace(),
                                labels)
                        .add(
                                "node_filesystem_readonly",
                                "gauge",
                                "Filesystem read-only status.",
                                store.isReadOnly() ? 1 : 0,
                                labels);
            } catch (IOException e) {
                // gone, or not to be looked at: node_exporter leaves it out too
            }
        }
    }

    private void uname(ExpositionWriter out) {
        out.add(
                "node_uname_info",
                "gauge",
                "Labeled system information as provided by the uname system call.",
                1,
                "domainname",
                "(none)",
                "machine",
                System.getProperty("os.arch", ""),
                "nodename",
                lines("sys/kernel/hostname").stream().findFirst().orElse("localhost"),
                "release",
                System.getProperty("os.version", ""),
                "sysname",
                System.getProperty("os.name", ""),
                "version",
                lines("sys/kernel/version").stream().findFirst().orElse(""));
    }
}
