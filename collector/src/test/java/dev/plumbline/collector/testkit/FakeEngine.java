package dev.plumbline.collector.testkit;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;

/** An engine on a Unix socket that knows containers, their state and their logs, and nothing else. */
public final class FakeEngine implements AutoCloseable {
    private final Path socket;
    private final ServerSocketChannel server;
    private final Map<String, FakeContainer> containers = new ConcurrentHashMap<>();
    private final Set<SocketChannel> connections = ConcurrentHashMap.newKeySet();
    private final List<String> requests = new ArrayList<>();

    public FakeEngine(Path folder) throws IOException {
        socket = folder.resolve("engine.sock");
        Files.deleteIfExists(socket);
        server = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
        server.bind(UnixDomainSocketAddress.of(socket));
        Thread.ofVirtual().name("fake-engine").start(this::listen);
    }

    public String host() {
        return "unix://" + socket;
    }

    public FakeContainer container(String id) {
        return containers.computeIfAbsent(id, FakeContainer::new);
    }

    public void remove(String id) {
        FakeContainer gone = containers.remove(id);
        if (gone != null) {
            gone.stop();
        }
    }

    /** Cuts every connection, as a proxy does that has waited for too long. */
    public void cut() {
        for (SocketChannel connection : connections) {
            try {
                connection.close();
            } catch (IOException e) {
                throw new java.io.UncheckedIOException(e);
            }
        }
    }

    /** Returns what was asked for, without the API's version. */
    public List<String> requests() {
        synchronized (requests) {
            return List.copyOf(requests);
        }
    }

    /** Returns how many connections are open; one that the other side has left counts until something is written to it. */
    public int connected() {
        return connections.size();
    }

    private void listen() {
        while (server.isOpen()) {
            try {
                SocketChannel connection = server.accept();
                connections.add(connection);
                Thread.ofVirtual().start(() -> serve(connection));
            } catch (IOException e) {
                return;
            }
        }
    }

    private void serve(SocketChannel connection) {
        try (connection) {
            String path = requestPath(Channels.newInputStream(connection));
            answer(connection, path);
        } catch (IOException | InterruptedException e) {
            // The collector has gone, or the test has cut it off.
        } finally {
            connections.remove(connection);
        }
    }

    private static String requestPath(InputStream in) throws IOException {
        ByteArrayOutputStream head = new ByteArrayOutputStream();
        while (!head.toString(StandardCharsets.ISO_8859_1).endsWith("\r\n\r\n")) {
            int b = in.read();
            if (b < 0) {
                throw new IOException("no request");
            }
            head.write(b);
        }
        return head.toString(StandardCharsets.ISO_8859_1).split(" ")[1];
    }

    private void answer(SocketChannel connection, String versioned) throws IOException, InterruptedException {
        if (versioned.equals("/_ping")) {
            plain(connection, "200 OK", "OK");
            return;
        }
        String path = versioned.replaceFirst("^/v1\\.43", "");
        synchronized (requests) {
            requests.add(path);
        }
        String[] parts = path.split("[/?]");
        FakeContainer container = containers.get(parts[2]);
        if (container == null) {
            plain(connection, "404 Not Found", "{\"message\":\"No such container\"}");
        } else if (parts[3].equals("json")) {
            plain(connection, "200 OK", container.inspect());
        } else {
            logs(connection, container, path.substring(path.indexOf('?') + 1));
        }
    }

    private static void logs(SocketChannel connection, FakeContainer container, String query)
            throws IOException, InterruptedException {
        Map<String, String> parameters = new TreeMap<>();
        for (String pair : query.split("&")) {
            parameters.put(pair.substring(0, pair.indexOf('=')), pair.substring(pair.indexOf('=') + 1));
        }
        write(connection, "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n".getBytes(StandardCharsets.UTF_8));
        container.stream(parameters, bytes -> {
            write(connection, (Integer.toHexString(bytes.length) + "\r\n").getBytes(StandardCharsets.UTF_8));
            write(connection, bytes);
            write(connection, "\r\n".getBytes(StandardCharsets.UTF_8));
        });
        write(connection, "0\r\n\r\n".getBytes(StandardCharsets.UTF_8));
    }

    private static void plain(SocketChannel connection, String status, String body) throws IOException {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        write(
                connection,
                ("HTTP/1.1 " + status + "\r\nApi-Version: 1.43\r\nContent-Length: " + bytes.length + "\r\n\r\n")
                        .getBytes(StandardCharsets.UTF_8));
        write(connection, bytes);
    }

    private static void write(SocketChannel connection, byte[] bytes) throws IOException {
        ByteBuffer buffer = ByteBuffer.wrap(bytes);
        while (buffer.hasRemaining()) {
            connection.write(buffer);
        }
    }

    @Override
    public void close() throws IOException {
        server.close();
        cut();
    }
}
