package dev.plumbline.bench;

import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStreamWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** A process that is measured, or that answers a line for each line it is told. */
final class Child implements AutoCloseable {
    static final String JAVA =
            Path.of(System.getProperty("java.home"), "bin", "java").toString();

    private static final double TICKS_A_SECOND = 100;

    private final Process process;
    private final BufferedReader from;
    private final BufferedWriter to;

    private Child(Process process) {
        this.process = process;
        this.from = new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
        this.to = new BufferedWriter(new OutputStreamWriter(process.getOutputStream(), StandardCharsets.UTF_8));
    }

    /** Starts a class of the bench in a process of its own. */
    static Child java(Class<?> main, List<String> arguments) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                JAVA,
                "-XX:+UseSerialGC",
                "-Xmx256m",
                "--enable-native-access=ALL-UNNAMED",
                "-cp",
                System.getProperty("java.class.path"),
                main.getName()));
        command.addAll(arguments);
        return new Child(new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start());
    }

    /** Starts any program; what it prints goes to a file. */
    static Child program(List<String> command, Map<String, String> environment, Path output) throws IOException {
        ProcessBuilder builder =
                new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(output.toFile());
        builder.environment().putAll(environment);
        return new Child(builder.start());
    }

    /** Tells it a line and returns the line that it answers. */
    String ask(String line) throws IOException {
        tell(line);
        return line();
    }

    /** Tells it a line. */
    void tell(String line) throws IOException {
        to.write(line);
        to.newLine();
        to.flush();
    }

    /** Returns the next line that it prints. */
    String line() throws IOException {
        String answer = from.readLine();
        if (answer == null) {
            throw new IOException("process " + process.pid() + " has ended without an answer");
        }
        return answer;
    }

    boolean alive() {
        return process.isAlive();
    }

    /** Returns the CPU seconds that it has used, by its user and system ticks in {@code /proc/PID/stat}. */
    double cpuSeconds() throws IOException {
        String stat = Files.readString(Path.of("/proc/" + process.pid() + "/stat"));
        String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ");
        return (Long.parseLong(fields[11]) + Long.parseLong(fields[12])) / TICKS_A_SECOND;
    }

    /** Returns the CPU seconds of its threads, by their names without numbers; those that have ended are left out. */
    Map<String, Double> threads() throws IOException {
        Map<String, Double> byName = new TreeMap<>();
        List<Path> tasks;
        try (Stream<Path> all = Files.list(Path.of("/proc/" + process.pid() + "/task"))) {
            tasks = all.toList();
        }
        for (Path task : tasks) {
            String stat = Files.readString(task.resolve("stat"));
            String name =
                    stat.substring(stat.indexOf('(') + 1, stat.lastIndexOf(')')).replaceAll("[-#\\d]+$", "");
            String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ");
            byName.merge(name + " user", Long.parseLong(fields[11]) / TICKS_A_SECOND, Double::sum);
            byName.merge(name + " system", Long.parseLong(fields[12]) / TICKS_A_SECOND, Double::sum);
        }
        return byName;
    }

    /** Returns the CPU seconds of Java's compilers. */
    double compilerSeconds() throws IOException {
        double sum = 0;
        for (Map.Entry<String, Double> thread : threads().entrySet()) {
            if (thread.getKey().startsWith("C1 ") || thread.getKey().startsWith("C2 ")) {
                sum += thread.getValue();
            }
        }
        return sum;
    }

    /** Returns the peak of its resident memory in megabytes (10^6 bytes), as the kernel kept it. */
    double peakMegabytes() throws IOException {
        return status("VmHWM:") * 1024 / 1e6;
    }

    /** Returns its resident memory now, in megabytes (10^6 bytes). */
    double residentMegabytes() throws IOException {
        return status("VmRSS:") * 1024 / 1e6;
    }

    private double status(String key) throws IOException {
        for (String line : Files.readAllLines(Path.of("/proc/" + process.pid() + "/status"))) {
            if (line.startsWith(key)) {
                return Double.parseDouble(line.replaceAll("\\D+", ""));
            }
        }
        throw new IOException("no " + key + " of process " + process.pid());
    }

    /** Returns how many bytes it has read from files and sockets. */
    long bytesRead() throws IOException {
        for (String line : Files.readAllLines(Path.of("/proc/" + process.pid() + "/io"))) {
            if (line.startsWith("rchar:")) {
                return Long.parseLong(line.substring(6).trim());
            }
        }
        throw new IOException("no rchar of process " + process.pid());
    }

    /** Ends it as an operator does, and by force if that takes longer than two minutes, as writing an AOT cache may. */
    void end() throws InterruptedException {
        process.destroy();
        if (!process.waitFor(2, TimeUnit.MINUTES)) {
            close();
        }
    }

    @Override
    public void close() {
        process.destroyForcibly();
        try {
            process.waitFor(10, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
