package dev.plumbline.bench;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** A collector that can be started on some logs. */
final class Contender {
    private static final String OURS = "plumbline";

    private final String name;
    private final List<String> command;
    private final Map<String, String> environment;

    private Contender(String name, List<String> command, Map<String, String> environment) {
        this.name = name;
        this.command = command;
        this.environment = environment;
    }

    /** Where a collector is to read and to write. */
    record Place(boolean api, String socket, Path logs, int sinkPort, Path work, String filter) {}

    /** Returns this project's collector, with what its image sets but for paths that only the image has. */
    static Contender ours(Options options, List<String> more) throws IOException {
        List<String> all = new ArrayList<>(more);
        all.addAll(options.javaOptions());
        List<String> command = imageCommand(options, all);
        command.addAll(List.of(
                "run",
                "--server.http.listen-addr=127.0.0.1:{port}",
                "--storage.path={storage}",
                "--plumbline.read-path={path}",
                "{config}"));
        return new Contender(OURS, command, environment(options.collector().resolve("Dockerfile")));
    }

    /** Has the collector trained as for its image, and keeps the AOT cache that this makes. */
    static void train(Options options, Path cache) throws IOException, InterruptedException {
        Path image = options.collector().resolve("image");
        List<String> command = new ArrayList<>(List.of(
                Child.JAVA,
                image.resolve("Training.java").toString(),
                image.resolve("training.alloy").toString()));
        command.addAll(imageCommand(options, List.of("-XX:AOTCacheOutput=" + cache, "-Xlog:aot=error")));
        ProcessBuilder builder = new ProcessBuilder(command).inheritIO();
        builder.environment().putAll(environment(options.collector().resolve("Dockerfile")));
        if (builder.start().waitFor() != 0) {
            throw new IOException("the training run for the AOT cache failed");
        }
    }

    private static List<String> imageCommand(Options options, List<String> more) throws IOException {
        List<String> command = new ArrayList<>(List.of(Child.JAVA));
        for (String option : Files.readAllLines(options.collector().resolve("image/java.options"))) {
            if (!option.contains("/opt/plumbline") && !option.startsWith("-Dorg.xerial") && !option.isBlank()) {
                command.add(option);
            }
        }
        command.addAll(more);
        Path jar = options.collector().resolve("target/plumbline-collector.jar");
        command.addAll(List.of("-jar", jar.toString()));
        return command;
    }

    private static Map<String, String> environment(Path dockerfile) throws IOException {
        Map<String, String> environment = new TreeMap<>();
        for (String line : Files.readAllLines(dockerfile)) {
            if (line.startsWith("ENV ")) {
                String[] pair = line.substring(4).split("=", 2);
                environment.put(pair[0], pair[1]);
            }
        }
        return environment;
    }

    static Contender other(String name, String command) {
        return new Contender(name, List.of(command.split(" ")), Map.of());
    }

    String name() {
        return name;
    }

    /** A collector that was started, and where it serves its own pages. */
    record Running(Child process, int port) {}

    Running start(Place place) throws IOException {
        int port;
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = free.getLocalPort();
        }
        Path folder = Files.createDirectories(place.work().resolve(name));
        Path config = folder.resolve("config.alloy");
        boolean byFile = !place.api() && !name.equals(OURS);
        Files.writeString(config, byFile ? Configs.file(place) : Configs.engine(place));
        List<String> words = new ArrayList<>();
        for (String word : command) {
            words.add(word.replace("{config}", config.toString())
                    .replace("{storage}", folder.resolve("storage").toString())
                    .replace("{port}", Integer.toString(port))
                    .replace("{path}", place.api() ? "api" : "file")
                    .replace("{push}", Configs.push(place))
                    .replace("{socket}", place.socket())
                    .replace("{logs}", place.logs().toString()));
        }
        return new Running(Child.program(words, environment, folder.resolve("output.log")), port);
    }
}
