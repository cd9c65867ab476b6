package dev.plumbline.bench;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What the command line asks for.
 *
 * @param collector folder of the collector's module
 * @param work where files go
 * @param full whether all cells are measured
 * @param scale by which the usual number of lines is multiplied
 * @param threads whether the CPU seconds of a collector's threads are told
 * @param only names of what alone is to be run; nothing means all
 * @param beside other collectors' commands by name
 * @param javaOptions options for the collector's Java beside those of its image
 * @param engine socket of a real engine, or empty
 * @param image that runs {@code cat}, for the real engine
 */
record Options(
        Path collector,
        Path work,
        boolean full,
        double scale,
        boolean threads,
        List<String> only,
        Map<String, String> beside,
        List<String> javaOptions,
        String engine,
        String image) {
    static final String USAGE = """
            --full                   every line length with every number of containers; without it a few of them
            --scale FACTOR           more lines than usual, or fewer
            --only WORD,...          file, api, json, latency, start, restart, or one size and number: api-100-50
            --beside NAME=COMMAND    another collector beside ours; {config} {storage} {port} {push} {socket} {logs}
                                     stand for an Alloy configuration, a folder, a free port, Loki's push URL, the
                                     engine's socket and the engine's log folder
            --threads                also what each kind of thread used
            --java OPTION            a further option for the collector's Java, say a profiler's
            --engine SOCKET          only the API of a real engine, with --image naming an image that has cat
            """;

    static Options parse(String[] arguments) {
        Path collector = Path.of("collector");
        Path work = Path.of("bench/target/work").toAbsolutePath();
        boolean full = false;
        double scale = 1;
        boolean threads = false;
        List<String> only = List.of();
        Map<String, String> beside = new LinkedHashMap<>();
        List<String> java = new java.util.ArrayList<>();
        String engine = "";
        String image = "busybox";
        for (int i = 0; i < arguments.length; i++) {
            String name = arguments[i];
            if (name.equals("--full")) {
                full = true;
                continue;
            }
            if (name.equals("--threads")) {
                threads = true;
                continue;
            }
            if (i + 1 == arguments.length) {
                throw new IllegalArgumentException("expected a value after " + name + "\n" + USAGE);
            }
            String value = arguments[++i];
            switch (name) {
                case "--collector" -> collector = Path.of(value);
                case "--work" -> work = Path.of(value).toAbsolutePath();
                case "--scale" -> scale = Double.parseDouble(value);
                case "--only" -> only = List.of(value.split(","));
                case "--java" -> java.add(value);
                case "--engine" -> engine = value.replaceFirst("^unix://", "");
                case "--image" -> image = value;
                case "--beside" -> {
                    int equals = value.indexOf('=');
                    if (equals < 1) {
                        throw new IllegalArgumentException("expected --beside NAME=COMMAND, found " + value);
                    }
                    beside.put(value.substring(0, equals), value.substring(equals + 1));
                }
                default -> throw new IllegalArgumentException("unknown option " + name + "\n" + USAGE);
            }
        }
        return new Options(collector, work, full, scale, threads, only, beside, List.copyOf(java), engine, image);
    }

    boolean wants(String what) {
        return only.isEmpty() || only.contains(what);
    }

    boolean wantsCell(String path, int length, int containers) {
        return wants(path) || wants(path + "-" + length + "-" + containers);
    }
}
