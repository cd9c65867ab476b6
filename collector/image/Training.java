import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.HttpURLConnection;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardProtocolFamily;
import java.net.URI;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Has the collector do what it does in earnest, while Java records which classes that takes for the AOT cache: an engine
 * with two containers, one whose log is a file and one whose log is only to be had by the API, and a Loki that stores
 * every push. Engine and Loki are no more than what the collector needs to see of them.
 *
 * <pre>java Training.java CONFIGURATION COMMAND...</pre>
 *
 * CONFIGURATION has {engine} and {loki} where the addresses go; COMMAND starts Java with the collector's jar. Ends with 0
 * once every line has arrived and the collector has ended by itself.
 */
public final class Training {
    private static final int LINES = 2_000;
    private static final long PATIENCE_SECONDS = 120;
    private static final List<String> PAGES = List.of(
            "/-/ready",
            "/-/healthy",
            "/metrics",
            "/api/v0/status",
            "/api/v0/component/prometheus.exporter.cadvisor.training/metrics",
            "/");
    private static final Pattern LISTENING = Pattern.compile("listening on [^ ]*:(\\d+)");
    private static final String BY_FILE = "f".repeat(64);
    private static final String BY_API = "a".repeat(64);

    private static final String STATS = """
            {"read":"2026-01-15T10:00:00Z","pids_stats":{"current":1},
            "blkio_stats":{"io_service_bytes_recursive":[{"major":8,"minor":0,"op":"read","value":1}]},
            "cpu_stats":{"cpu_usage":{"total_usage":2,"usage_in_kernelmode":1,"usage_in_usermode":1},"online_cpus":2,
            "throttling_data":{"periods":0,"throttled_periods":0,"throttled_time":0}},
            "memory_stats":{"usage":2,"limit":4,"stats":{"inactive_file":1,"anon":1,"file":1}},
            "networks":{"eth0":{"rx_bytes":1,"rx_packets":1,"rx_errors":0,"rx_dropped":0,
            "tx_bytes":1,"tx_packets":1,"tx_errors":0,"tx_dropped":0}}}
            """;

    private final Path folder;
    private final AtomicInteger pushes = new AtomicInteger();
    private boolean appended;

    private Training(Path folder) {
        this.folder = folder;
    }

    public static void main(String[] arguments) throws IOException, InterruptedException {
        Path folder = Files.createTempDirectory("training");
        int code = 1;
        try {
            List<String> command = new ArrayList<>(List.of(arguments).subList(1, arguments.length));
            code = new Training(folder).run(Path.of(arguments[0]), command);
        } finally {
            try (Stream<Path> all = Files.walk(folder)) {
                all.sorted((a, b) -> b.compareTo(a)).forEach(path -> path.toFile().delete());
            }
        }
        System.exit(code);
    }

    private int run(Path configuration, List<String> command) throws IOException, InterruptedException {
        Path socket = folder.resolve("engine.sock");
        ServerSocketChannel engine = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
        engine.bind(UnixDomainSocketAddress.of(socket));
        Thread.ofVirtual().start(() -> listen(engine));
        HttpServer loki = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        loki.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        loki.createContext("/", this::push);
        loki.start();
        Files.createDirectory(folder.resolve(BY_FILE));
        Files.writeString(log(), line());

        Path config = folder.resolve("config.alloy");
        Files.writeString(config, Files.readString(configuration)
                .replace("{engine}", "unix://" + socket)
                .replace("{loki}", "http://127.0.0.1:" + loki.getAddress().getPort() + "/loki/api/v1/push"));
        command.addAll(List.of(
                "run",
                "--server.http.listen-addr=127.0.0.1:0",
                "--storage.path=" + folder.resolve("storage"),
                config.toString()));
        Path said = folder.resolve("said");
        Process collector = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(said.toFile())
                .start();
        try {
            return train(collector, said);
        } finally {
            collector.destroyForcibly();
        }
    }

    private int train(Process collector, Path said) throws IOException, InterruptedException {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
        while (!done(said)) {
            if (System.nanoTime() > deadline || collector.waitFor(50, TimeUnit.MILLISECONDS)) {
                System.err.println(Files.readString(said));
                System.err.println("the training run does not get there: it made " + pushes + " pushes");
                return 1;
            }
        }
        collector.toHandle().destroy();
        if (!collector.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS) || collector.exitValue() != 0) {
            System.err.println(Files.readString(said));
            System.err.println("the training run does not end as it should");
            return 1;
        }
        return 0;
    }

    /** Asks for every page; returns whether every line had arrived by then. Appends most of them once the first is there. */
    private boolean done(Path said) throws IOException {
        Matcher matcher = LISTENING.matcher(Files.readString(said));
        if (!matcher.find() || pushes.get() == 0) {
            return false;
        }
        if (!appended) {
            appended = true;
            Files.writeString(log(), lines(LINES - 1), StandardOpenOption.APPEND);
        }
        long sent = 0;
        for (String page : PAGES) {
            HttpURLConnection connection =
                    (HttpURLConnection) URI.create("http://127.0.0.1:" + matcher.group(1) + page).toURL().openConnection();
            if (connection.getResponseCode() != 200) {
                return false;
            }
            String body = new String(connection.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            if (page.equals("/metrics")) {
                sent = body.lines()
                        .filter(line -> line.startsWith("loki_write_sent_entries_total{"))
                        .mapToLong(line -> (long) Double.parseDouble(line.substring(line.lastIndexOf(' '))))
                        .sum();
            }
        }
        return sent == 2L * LINES;
    }

    private Path log() {
        return folder.resolve(BY_FILE).resolve(BY_FILE + "-json.log");
    }

    private static String lines(int count) {
        return IntStream.range(0, count).mapToObj(i -> line()).collect(Collectors.joining());
    }

    private static String line() {
        return "{\"log\":\"{\\\"level\\\":\\\"info\\\",\\\"msg\\\":\\\"trained\\\"}\\n\",\"stream\":\"stdout\",\"time\":\""
                + Instant.now() + "\"}\n";
    }

    private void push(HttpExchange exchange) throws IOException {
        exchange.getRequestBody().readAllBytes();
        exchange.sendResponseHeaders(204, -1);
        exchange.close();
        pushes.incrementAndGet();
    }

    private void listen(ServerSocketChannel engine) {
        while (true) {
            try {
                SocketChannel connection = engine.accept();
                Thread.ofVirtual().start(() -> serve(connection));
            } catch (IOException e) {
                return;
            }
        }
    }

    private void serve(SocketChannel connection) {
        try (connection) {
            InputStream in = Channels.newInputStream(connection);
            OutputStream out = Channels.newOutputStream(connection);
            while (answer(request(in), out)) {
                // the next request on the same connection
            }
            in.read();
        } catch (IOException e) {
            // who asked has gone
        }
    }

    /** Returns the path of a request, without the version. */
    private static String request(InputStream in) throws IOException {
        StringBuilder head = new StringBuilder();
        while (head.indexOf("\r\n\r\n") < 0) {
            int b = in.read();
            if (b < 0) {
                throw new IOException("closed");
            }
            head.append((char) b);
        }
        return head.toString().split(" ")[1].replaceFirst("^/v1\\.\\d+", "");
    }

    /** Answers; returns whether there may be another request on the connection. */
    private boolean answer(String path, OutputStream out) throws IOException {
        String container = path.contains(BY_FILE) ? BY_FILE : BY_API;
        if (path.contains("/logs")) {
            head(out, "application/vnd.docker.multiplexed-stream", "Transfer-Encoding: chunked");
            chunk(out, frames());
            return false;
        } else if (path.startsWith("/events")) {
            head(out, "application/json", "Transfer-Encoding: chunked");
            chunk(out, event().getBytes(StandardCharsets.UTF_8));
            return false;
        } else if (path.startsWith("/containers/json")) {
            json(out, "[" + row(BY_FILE) + "," + row(BY_API) + "]");
        } else if (path.contains("/stats")) {
            json(out, STATS);
        } else if (path.startsWith("/containers/")) {
            json(out, inspection(container));
        } else if (path.startsWith("/networks")) {
            json(out, "[{\"Id\":\"b\",\"Name\":\"bridge\",\"Scope\":\"local\"}]");
        } else {
            json(out, "{\"ApiVersion\":\"1.47\",\"NCPU\":2,\"MemTotal\":8000000000}");
        }
        return true;
    }

    private static void json(OutputStream out, String text) throws IOException {
        byte[] body = text.getBytes(StandardCharsets.UTF_8);
        head(out, "application/json", "Content-Length: " + body.length);
        out.write(body);
    }

    private static void head(OutputStream out, String type, String framing) throws IOException {
        String head = "HTTP/1.1 200 OK\r\nApi-Version: 1.47\r\nOstype: linux\r\nContent-Type: " + type + "\r\n" + framing
                + "\r\n\r\n";
        out.write(head.getBytes(StandardCharsets.US_ASCII));
    }

    private static void chunk(OutputStream out, byte[] bytes) throws IOException {
        out.write((Integer.toHexString(bytes.length) + "\r\n").getBytes(StandardCharsets.US_ASCII));
        out.write(bytes);
        out.write("\r\n".getBytes(StandardCharsets.US_ASCII));
    }

    private static byte[] frames() {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        for (int i = 0; i < LINES; i++) {
            byte[] line = (Instant.now() + " level=info msg=trained n=" + i + "\n").getBytes(StandardCharsets.UTF_8);
            all.writeBytes(ByteBuffer.allocate(8)
                    .put((byte) (1 + i % 2))
                    .putInt(4, line.length)
                    .array());
            all.writeBytes(line);
        }
        return all.toByteArray();
    }

    private static String event() {
        return """
                {"Type":"container","Action":"start","Actor":{"ID":"%s","Attributes":{"name":"training"}},"time":1,"timeNano":1}
                """.formatted(BY_API);
    }

    private static String row(String id) {
        return """
                {"Id":"%s","Names":["/training-%s"],"Image":"training","ImageID":"sha256:0","Command":"x","Created":1768471200,
                "Ports":[{"PrivatePort":80,"Type":"tcp"}],
                "Labels":{"com.docker.compose.service":"training","com.docker.compose.project":"training"},
                "State":"running","Status":"Up","HostConfig":{"NetworkMode":"default"},
                "NetworkSettings":{"Networks":{"bridge":{"NetworkID":"b","IPAddress":"172.17.0.2"}}},"Mounts":[]}
                """.formatted(id, id.substring(60));
    }

    private String inspection(String id) {
        boolean file = id.equals(BY_FILE);
        return """
                {"Id":"%s","Created":"2026-01-15T10:00:00.000000001Z","Name":"/training-%s","LogPath":"%s",
                "State":{"Status":"running","Running":true,"Paused":false,"Restarting":false,
                "StartedAt":"2026-01-15T10:00:00.000000001Z","FinishedAt":"0001-01-01T00:00:00Z"},
                "Config":{"Tty":false,"Env":[],"Image":"training",
                "Labels":{"com.docker.compose.service":"training","com.docker.compose.project":"training"}},
                "HostConfig":{"LogConfig":{"Type":"%s","Config":{}},"NetworkMode":"default"}}
                """.formatted(id, id.substring(60), file ? log() : "", file ? "json-file" : "local");
    }
}
