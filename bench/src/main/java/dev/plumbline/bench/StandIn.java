package dev.plumbline.bench;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;

/**
 * An engine that lists the containers in a folder and sends their logs as they lie there, at a given pace. A process of
 * its own, which costs next to nothing: an engine's own work would only be in the way of what is measured.
 */
public final class StandIn {
    private static final int PIECE = 16 << 10;
    private static final String CREATED = "2026-01-15T10:00:00.000000001Z";

    private final Path folder;
    private final Pace pace;

    private StandIn(Path folder, Pace pace) {
        this.folder = folder;
        this.pace = pace;
    }

    /** Takes the socket and the folder; prints {@code ready}, then takes paces in bytes a second from standard input. */
    public static void main(String[] arguments) throws IOException {
        Path socket = Path.of(arguments[0]);
        Files.deleteIfExists(socket);
        ServerSocketChannel server = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
        server.bind(UnixDomainSocketAddress.of(socket), 1024);
        StandIn engine = new StandIn(Path.of(arguments[1]), new Pace());
        Thread.ofVirtual().start(() -> engine.listen(server));
        System.out.println("ready");
        BufferedReader in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        String line;
        while ((line = in.readLine()) != null) {
            engine.pace.set(Long.parseLong(line));
            System.out.println("ok");
        }
        server.close();
        System.exit(0);
    }

    private void listen(ServerSocketChannel server) {
        while (server.isOpen()) {
            try {
                SocketChannel connection = server.accept();
                Thread.ofVirtual().start(() -> serve(connection));
            } catch (IOException e) {
                return;
            }
        }
    }

    private void serve(SocketChannel connection) {
        try (connection) {
            InputStream in = Channels.newInputStream(connection);
            while (answer(connection, request(in).split(" ")[1].replaceFirst("^/v1\\.\\d+", ""))) {
                // the next request on the same connection
            }
        } catch (IOException e) {
            // who asked has gone
        }
    }

    private static String request(InputStream in) throws IOException {
        StringBuilder head = new StringBuilder();
        while (head.length() < 4 || !head.substring(head.length() - 4).equals("\r\n\r\n")) {
            int b = in.read();
            if (b < 0) {
                throw new IOException("closed");
            }
            head.append((char) b);
        }
        return head.toString();
    }

    private boolean answer(SocketChannel to, String path) throws IOException {
        if (path.startsWith("/containers/json")) {
            plain(to, list());
        } else if (path.matches("/containers/[^/]+/json.*")) {
            plain(to, inspect(path.split("/")[2]));
        } else if (path.matches("/containers/[^/]+/logs.*")) {
            logs(to, path);
            return false;
        } else if (path.startsWith("/events")) {
            head(to, "application/json", "Transfer-Encoding: chunked");
            to.read(ByteBuffer.allocate(1));
            return false;
        } else if (path.startsWith("/networks")) {
            plain(to, "[{\"Id\":\"b\",\"Name\":\"bridge\",\"Scope\":\"local\"}]");
        } else if (path.startsWith("/version")) {
            plain(to, "{\"Version\":\"24.0.9\",\"ApiVersion\":\"1.43\",\"MinAPIVersion\":\"1.24\",\"Os\":\"linux\"}");
        } else {
            plain(to, "{}");
        }
        return true;
    }

    private List<String> ids() throws IOException {
        try (Stream<Path> all = Files.list(folder)) {
            return new ArrayList<>(all.map(p -> p.getFileName().toString())
                    .filter(n -> n.length() == 64)
                    .sorted()
                    .toList());
        }
    }

    private String list() throws IOException {
        List<String> rows = new ArrayList<>();
        for (String id : ids()) {
            rows.add("""
                    {"Id":"%s","Names":["/bench-%s"],"Image":"bench","ImageID":"sha256:0","Command":"x","Created":1768471200,
                    "Ports":[],"Labels":{"com.docker.compose.service":"s%s","com.docker.compose.project":"bench"},
                    "State":"running","Status":"Up","HostConfig":{"NetworkMode":"default"},
                    "NetworkSettings":{"Networks":{"bridge":{"NetworkID":"b","IPAddress":"172.17.0.2"}}},"Mounts":[]}
                    """.formatted(id, id.substring(60), id.substring(60)));
        }
        return "[" + String.join(",", rows) + "]";
    }

    private String inspect(String id) {
        return """
                {"Id":"%s","Created":"%s","Name":"/bench-%s","LogPath":"%s",
                "State":{"Status":"running","Running":true,"Paused":false,"Restarting":false,"StartedAt":"%s"},
                "Config":{"Tty":false,"Labels":{},"Image":"bench"},
                "HostConfig":{"LogConfig":{"Type":"json-file","Config":{}},"NetworkMode":"default"}}
                """.formatted(id, CREATED, id.substring(60), folder.resolve(id).resolve(id + "-json.log"), CREATED);
    }

    private static void plain(SocketChannel to, String json) throws IOException {
        byte[] body = json.getBytes(StandardCharsets.UTF_8);
        head(to, "application/json", "Content-Length: " + body.length);
        write(to, ByteBuffer.wrap(body));
    }

    private static void head(SocketChannel to, String type, String framing) throws IOException {
        write(
                to,
                String.join(
                        "\r\n",
                        "HTTP/1.1 200 OK",
                        "Api-Version: 1.43",
                        "Ostype: linux",
                        "Content-Type: " + type,
                        framing,
                        "",
                        ""));
    }

    private static void write(SocketChannel to, String text) throws IOException {
        write(to, ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8)));
    }

    private static void write(SocketChannel to, ByteBuffer bytes) throws IOException {
        while (bytes.hasRemaining()) {
            to.write(bytes);
        }
    }

    /** Sends a log from its beginning, then follows it; what only asks for its last lines gets none. */
    private void logs(SocketChannel to, String path) throws IOException {
        head(to, "application/vnd.docker.multiplexed-stream", "Transfer-Encoding: chunked");
        if (!path.contains("follow=1") && !path.contains("follow=true")) {
            write(to, "0\r\n\r\n");
            return;
        }
        Path file = folder.resolve(path.split("/")[2]).resolve("api.chunks");
        ByteBuffer buffer = ByteBuffer.allocateDirect(PIECE);
        long pause = 1_000_000;
        try (FileChannel log = FileChannel.open(file, StandardOpenOption.READ)) {
            while (true) {
                int read = log.read(buffer.clear());
                if (read > 0) {
                    pace.await(read);
                    write(to, buffer.flip());
                    pause = 1_000_000;
                } else {
                    LockSupport.parkNanos(pause);
                    pause = Math.min(pause * 2, 20_000_000);
                }
            }
        }
    }

    /** Lets so many bytes a second pass, over all connections. */
    private static final class Pace {
        private double nanosAByte;
        private long free = System.nanoTime();

        /** Sets the pace; with 0 there is no limit. */
        synchronized void set(long bytesASecond) {
            nanosAByte = bytesASecond == 0 ? 0 : 1e9 / bytesASecond;
            free = System.nanoTime();
        }

        void await(int bytes) {
            long mine;
            synchronized (this) {
                free = Math.max(free, System.nanoTime() - 2_000_000) + (long) (bytes * nanosAByte);
                mine = free;
            }
            long left;
            while ((left = mine - System.nanoTime()) > 0) {
                LockSupport.parkNanos(left);
            }
        }
    }
}
