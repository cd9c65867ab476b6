package dev.plumbline.docker.proof;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Set;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.regex.Pattern;

/** Lets an engine be read and nothing else: what stands between a careful operator's engine and a collector. */
final class SocketProxy implements AutoCloseable {
    private static final Pattern ALLOWED = Pattern.compile("GET (/v1\\.\\d+)?/(_ping|version|containers/json|events"
            + "|containers/[0-9a-f]{64}/(json|logs|stats))(\\?\\S*)? HTTP/1\\.1");

    private final Path socket;
    private final ServerSocket server;
    private final Set<String> refused = new ConcurrentSkipListSet<>();

    SocketProxy(Path socket) throws IOException {
        this.socket = socket;
        this.server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        Thread.ofVirtual().name("proxy").start(this::accept);
    }

    String host() {
        return "tcp://127.0.0.1:" + server.getLocalPort();
    }

    /** Returns what was refused, without queries. */
    Set<String> refused() {
        return refused;
    }

    private void accept() {
        while (!server.isClosed()) {
            try {
                Socket client = server.accept();
                Thread.ofVirtual().name("proxied").start(() -> serve(client));
            } catch (IOException e) {
                return;
            }
        }
    }

    private void serve(Socket client) {
        try (client;
                SocketChannel engine = SocketChannel.open(StandardProtocolFamily.UNIX)) {
            engine.connect(UnixDomainSocketAddress.of(socket));
            Thread.ofVirtual().name("answers").start(() -> pipe(engine, client));
            BufferedReader in =
                    new BufferedReader(new InputStreamReader(client.getInputStream(), StandardCharsets.ISO_8859_1));
            String first;
            while ((first = in.readLine()) != null) {
                StringBuilder head = new StringBuilder(first).append("\r\n");
                String line;
                while ((line = in.readLine()) != null && !line.isEmpty()) {
                    head.append(line).append("\r\n");
                }
                if (!ALLOWED.matcher(first).matches()) {
                    refuse(first, client.getOutputStream());
                    return;
                }
                engine.write(ByteBuffer.wrap(head.append("\r\n").toString().getBytes(StandardCharsets.ISO_8859_1)));
            }
        } catch (IOException e) {
            // one side has gone: so does the other
        }
    }

    private void refuse(String first, OutputStream client) throws IOException {
        refused.add(
                first.replaceFirst(" HTTP/1\\.1$", "").replaceFirst("\\?.*", "").replaceFirst("/v1\\.\\d+", ""));
        client.write("HTTP/1.1 403 Forbidden\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"
                .getBytes(StandardCharsets.ISO_8859_1));
        client.flush();
    }

    private static void pipe(SocketChannel engine, Socket client) {
        try (client) {
            Channels.newInputStream(engine).transferTo(client.getOutputStream());
        } catch (IOException e) {
            // one side has gone: so does the other
        }
    }

    @Override
    public void close() throws IOException {
        server.close();
    }
}
