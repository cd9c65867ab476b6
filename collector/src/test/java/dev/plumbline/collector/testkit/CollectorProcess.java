package dev.plumbline.collector.testkit;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The collector as a process of its own, with all that it writes. */
public final class CollectorProcess implements AutoCloseable {
    private static final long PATIENCE_SECONDS = 60;
    private static final Pattern LISTENING = Pattern.compile("listening on ([\\d.]+:\\d+)");

    private final Process process;
    private final Thread reader;
    private final HttpClient http = HttpClient.newHttpClient();
    private final StringBuilder said = new StringBuilder();

    private CollectorProcess(Process process) {
        this.process = process;
        this.reader = Thread.ofVirtual().start(() -> read(process.getInputStream()));
    }

    /** Starts it with these arguments. */
    public static CollectorProcess start(Map<String, String> environment, String... arguments) throws IOException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(List.of("-Xmx256m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1"));
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), "dev.plumbline.collector.Main"));
        command.addAll(List.of(arguments));
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment().putAll(environment);
        return new CollectorProcess(builder.start());
    }

    /** Starts it on a configuration. */
    public static CollectorProcess run(Path config, Path storage, Map<String, String> environment) throws IOException {
        return start(
                environment,
                "run",
                "--server.http.listen-addr=127.0.0.1:0",
                "--storage.path=" + storage,
                config.toString());
    }

    /** Starts it, in a folder, on a file with one line, which goes to an endpoint with these attributes. */
    public static CollectorProcess ship(Path folder, String endpoint, Map<String, String> environment)
            throws IOException {
        Path log = Files.writeString(folder.resolve("app.log"), "one\n");
        Path config = Files.writeString(folder.resolve("config.alloy"), """
                loki.source.file "f" {
                  targets    = [{__path__ = "%s"}]
                  forward_to = [loki.write.w.receiver]
                }
                loki.write "w" {
                  endpoint {
                    %s
                  }
                }
                """.formatted(log, endpoint));
        return run(config, folder.resolve("data"), environment);
    }

    private void read(InputStream in) {
        byte[] piece = new byte[4096];
        try {
            for (int count = in.read(piece); count >= 0; count = in.read(piece)) {
                synchronized (said) {
                    said.append(new String(piece, 0, count, StandardCharsets.UTF_8));
                    said.notifyAll();
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Returns all that it has written so far. */
    public String said() {
        synchronized (said) {
            return said.toString();
        }
    }

    /** Waits until what it has written is as wanted. */
    public void awaitSaid(Predicate<String> wanted) throws InterruptedException {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
        synchronized (said) {
            while (!wanted.test(said.toString())) {
                if (System.nanoTime() > deadline || !reader.isAlive()) {
                    throw new AssertionError("the collector did not say what was awaited, but: " + said);
                }
                said.wait(100);
            }
        }
    }

    private String address() throws InterruptedException {
        awaitSaid(text -> LISTENING.matcher(text).find());
        Matcher matcher = LISTENING.matcher(said());
        if (!matcher.find()) {
            throw new IllegalStateException("it was there a moment ago");
        }
        return matcher.group(1);
    }

    /** Asks it for a page; returns status and body. */
    public String get(String path) throws IOException, InterruptedException {
        return ask("GET", path);
    }

    /** Asks for a page until its answer is as wanted, and returns that. */
    public String await(String path, Predicate<String> wanted) throws IOException, InterruptedException {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
        while (true) {
            String answer = get(path);
            if (wanted.test(answer)) {
                return answer;
            }
            if (System.nanoTime() > deadline) {
                throw new AssertionError(path + " still answers " + answer + " and the collector says " + said());
            }
            synchronized (said) {
                said.wait(20);
            }
        }
    }

    public String ask(String method, String path) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://" + address() + path))
                .method(method, HttpRequest.BodyPublishers.noBody())
                .build();
        HttpResponse<String> response = http.send(request, HttpResponse.BodyHandlers.ofString());
        return response.statusCode() + " " + response.body();
    }

    /** Waits for its end; returns the exit code. */
    public int awaitEnd() throws InterruptedException {
        if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
            throw new AssertionError("the collector does not end: " + said());
        }
        reader.join();
        return process.exitValue();
    }

    /** Ends it as SIGTERM does, and waits. */
    public void stop() throws InterruptedException {
        // Not process.destroy(), which also closes the pipe that its last words come through.
        process.toHandle().destroy();
        awaitEnd();
    }

    @Override
    public void close() {
        process.destroyForcibly();
        http.shutdownNow();
    }
}
