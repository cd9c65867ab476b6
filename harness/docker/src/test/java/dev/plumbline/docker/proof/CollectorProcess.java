package dev.plumbline.docker.proof;

import dev.plumbline.harness.waiting.Deadline;
import dev.plumbline.harness.waiting.Seen;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The collector's jar as a process, with the limits that its image has. */
final class CollectorProcess implements AutoCloseable {
    private static final Path ROOT = Path.of(System.getProperty("plumbline.root", "../.."))
            .toAbsolutePath()
            .normalize();
    static final Path JAR = ROOT.resolve("collector/target/plumbline-collector.jar");
    private static final Pattern LISTENING = Pattern.compile("listening on [^\\s\"]*:(\\d+)");
    private static final Deadline STARTED = Deadline.seconds(120);

    private final Process process;
    private final Path log;
    private final HttpClient http = HttpClient.newHttpClient();

    private CollectorProcess(Process process, Path log) {
        this.process = process;
        this.log = log;
    }

    /**
     * Starts a collector.
     *
     * @param config its configuration file
     * @param storage folder of its positions
     * @param log file for what it says
     * @param flags more of its command line
     */
    static CollectorProcess start(Path config, Path storage, Path log, Map<String, String> environment, String... flags)
            throws IOException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-Xms16m",
                "-Xmx64m",
                "-XX:MaxDirectMemorySize=16m",
                "--enable-native-access=ALL-UNNAMED"));
        command.addAll(List.of("-jar", JAR.toString(), "run", "--server.http.listen-addr=127.0.0.1:0"));
        command.add("--storage.path=" + storage);
        command.addAll(List.of(flags));
        command.add(config.toString());
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.redirectOutput(log.toFile());
        builder.environment().putAll(environment);
        return new CollectorProcess(builder.start(), log);
    }

    /** Waits until it can be asked. */
    CollectorProcess awaitListening() {
        STARTED.eventually("the collector's address", () -> {
            HttpResponse<String> answer = get("/-/healthy");
            return Seen.enough(answer.statusCode());
        });
        return this;
    }

    /** Waits until it has seen the engine's containers. */
    CollectorProcess awaitReady() {
        STARTED.eventually("the collector's readiness", () -> {
            if (!process.isAlive()) {
                return Seen.hopeless("it ended with code " + process.exitValue() + ": " + Files.readString(log));
            }
            HttpResponse<String> answer = get("/-/ready");
            return answer.statusCode() == 200 ? Seen.enough(true) : Seen.notYet(answer.body());
        });
        return this;
    }

    private HttpResponse<String> get(String path) throws IOException, InterruptedException {
        Matcher matcher = LISTENING.matcher(Files.readString(log));
        if (!matcher.find()) {
            throw new IOException("it does not listen yet");
        }
        URI uri = URI.create("http://127.0.0.1:" + matcher.group(1) + path);
        HttpRequest request =
                HttpRequest.newBuilder(uri).timeout(Duration.ofSeconds(20)).build();
        return http.send(request, HttpResponse.BodyHandlers.ofString());
    }

    /** Returns the sum of all series of a metric; 0 if there are none. */
    double metric(String name) throws IOException, InterruptedException {
        return get("/metrics")
                .body()
                .lines()
                .filter(line -> line.startsWith(name + "{") || line.startsWith(name + " "))
                .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
                .sum();
    }

    /** Returns what is answered at a path. */
    String body(String path) throws IOException, InterruptedException {
        return get(path).body();
    }

    String log() throws IOException {
        return Files.readString(log);
    }

    boolean alive() {
        return process.isAlive();
    }

    /** Ends it as SIGKILL does. */
    void kill() throws InterruptedException {
        process.destroyForcibly().waitFor();
    }

    /** Ends it as SIGTERM does, and waits until it has handed on what it read. */
    void stop() throws InterruptedException {
        process.toHandle().destroy();
        if (!process.waitFor(60, TimeUnit.SECONDS)) {
            throw new AssertionError("the collector did not end within 60 s of SIGTERM, see " + log);
        }
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }
}
