package dev.plumbline.embedded.http;

import dev.plumbline.embedded.launch.LaunchException;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;

/**
 * An HTTP/1.1 server on a unix domain socket, which the JDK's own cannot be; every connection has a virtual thread.
 *
 * <p>A response whose length is not known is sent in chunks, its head at once; the thread that writes it is
 * interrupted when the client goes away.
 */
public final class UnixHttpService implements AutoCloseable {
    private final String name;
    private final Path socket;
    private final ServerSocketChannel server;
    private final Handler handler;
    private final Consumer<String> log;
    private final Set<SocketChannel> open = ConcurrentHashMap.newKeySet();

    private UnixHttpService(
            String name, Path socket, ServerSocketChannel server, Handler handler, Consumer<String> log) {
        this.name = name;
        this.socket = socket;
        this.server = server;
        this.handler = handler;
        this.log = log;
    }

    /**
     * Starts to listen.
     *
     * @param name what its threads are called
     * @param socket the socket's file; one that is left over is replaced
     * @param handler answers every request
     * @param log takes a line for each request that failed
     * @throws LaunchException if the socket cannot be made
     */
    public static UnixHttpService start(String name, Path socket, Handler handler, Consumer<String> log) {
        try {
            Files.deleteIfExists(socket);
            ServerSocketChannel server = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
            server.bind(UnixDomainSocketAddress.of(socket), 1024);
            UnixHttpService service = new UnixHttpService(name, socket, server, handler, log);
            Thread.ofVirtual().name(name + "-accept").start(service::accept);
            return service;
        } catch (IOException e) {
            throw new LaunchException(name + " cannot listen on " + socket + ": " + e.getMessage(), e);
        }
    }

    /** Returns the socket's file. */
    public Path socket() {
        return socket;
    }

    private void accept() {
        try {
            while (server.isOpen()) {
                SocketChannel channel = server.accept();
                open.add(channel);
                Thread.ofVirtual().name(name + "-http").start(() -> serve(channel));
            }
        } catch (IOException e) {
            // closed: that is how it ends
        }
    }

    private void serve(SocketChannel channel) {
        try (channel) {
            new UnixHttpConnection(channel, handler, log).serve();
        } catch (IOException e) {
            // the client went away; nobody is left to tell
        } finally {
            open.remove(channel);
        }
    }

    /** Breaks every connection that is open, as a restart of the server would. */
    public void disconnect() {
        open.forEach(UnixHttpService::quietly);
    }

    @Override
    public void close() {
        quietly(server);
        disconnect();
        try {
            Files.deleteIfExists(socket);
        } catch (IOException e) {
            log.accept("level=warn msg=\"socket is left over\" path=" + socket);
        }
    }

    private static void quietly(AutoCloseable closeable) {
        try {
            closeable.close();
        } catch (Exception e) {
            // it is gone either way
        }
    }
}
