package dev.plumbline.collector.testkit;

import com.sun.net.httpserver.HttpServer;
import dev.plumbline.contract.EngineRecording;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.IntPredicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The beginning of a conversation with an engine: what it tells of its version, and that it refuses versions outside of
 * what it speaks.
 */
public final class Handshake implements AutoCloseable {
    private static final Pattern VERSIONED = Pattern.compile("/v1\\.(\\d+)/.*");

    private final HttpServer server;
    private final List<String> asked = new CopyOnWriteArrayList<>();
    private final IntPredicate takes;

    /**
     * Opens an engine.
     *
     * @param oldest minor number of the oldest version that it takes
     * @param newest minor number of the newest one
     * @param pings whether {@code /_ping} tells the version; a proxy may refuse it
     */
    public Handshake(int oldest, int newest, boolean pings) throws IOException {
        this(
                minor -> minor >= oldest && minor <= newest,
                "1." + newest,
                "{\"Version\":\"told\",\"ApiVersion\":\"1.%d\",\"MinAPIVersion\":\"1.%d\"}".formatted(newest, oldest),
                "{\"message\":\"client version is too old or too new\"}",
                pings);
    }

    /**
     * Opens an engine that answers as a real one did.
     *
     * @param pings whether {@code /_ping} tells the version; a proxy may refuse it
     */
    public static Handshake of(EngineRecording recording, boolean pings) throws IOException {
        String ping = recording
                .answer("/_ping")
                .lines()
                .filter(line -> line.toLowerCase(Locale.ROOT).startsWith("api-version: "))
                .findFirst()
                .map(line -> line.substring(line.indexOf(' ') + 1))
                .orElseThrow();
        return new Handshake(
                recording::takes,
                ping,
                recording.body("/version"),
                recording.body("/v1.99/containers/json?limit=1"),
                pings);
    }

    private Handshake(IntPredicate takes, String newest, String version, String refusal, boolean pings)
            throws IOException {
        this.takes = takes;
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            String path = exchange.getRequestURI().getPath();
            asked.add(path);
            int status = 200;
            String body = "[]";
            if (path.equals("/_ping")) {
                status = pings ? 200 : 403;
                body = "OK";
                if (pings) {
                    exchange.getResponseHeaders().add("Api-Version", newest);
                }
            } else if (path.equals("/version")) {
                body = version;
            } else if (!takes(path)) {
                status = 400;
                body = refusal;
            }
            byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(status, bytes.length);
            exchange.getResponseBody().write(bytes);
            exchange.close();
        });
        server.start();
    }

    private boolean takes(String path) {
        Matcher version = VERSIONED.matcher(path);
        return !version.matches() || takes.test(Integer.parseInt(version.group(1)));
    }

    public String host() {
        return "tcp://127.0.0.1:" + server.getAddress().getPort();
    }

    /** Returns the paths that were asked for. */
    public List<String> asked() {
        return List.copyOf(asked);
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
