package dev.plumbline.collector.testkit;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The beginning of a conversation with an engine, as one was recorded: what it tells of its version, and that it refuses
 * versions outside of what it speaks.
 */
public final class Handshake implements AutoCloseable {
    private static final Pattern VERSIONED = Pattern.compile("/v1\\.(\\d+)/.*");

    private final HttpServer server;
    private final List<String> asked = new CopyOnWriteArrayList<>();
    private final int oldest;
    private final int newest;

    /**
     * Opens an engine.
     *
     * @param oldest minor number of the oldest version that it takes
     * @param newest minor number of the newest one
     * @param pings whether {@code /_ping} tells the version; a proxy may refuse it
     */
    public Handshake(int oldest, int newest, boolean pings) throws IOException {
        this.oldest = oldest;
        this.newest = newest;
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
                    exchange.getResponseHeaders().add("Api-Version", "1." + newest);
                }
            } else if (path.equals("/version")) {
                body = "{\"Version\":\"recorded\",\"ApiVersion\":\"1.%d\",\"MinAPIVersion\":\"1.%d\"}"
                        .formatted(newest, oldest);
            } else if (!takes(path)) {
                status = 400;
                body = "{\"message\":\"client version is too old or too new\"}";
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
        if (!version.matches()) {
            return true;
        }
        int minor = Integer.parseInt(version.group(1));
        return minor >= oldest && minor <= newest;
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
