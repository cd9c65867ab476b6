package dev.plumbline.embedded.otlp;

import dev.plumbline.embedded.launch.LaunchException;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.function.Consumer;

/** Listens where OTLP over gRPC would be served, and says in the log that it is not. */
public final class GrpcRefusal implements AutoCloseable {
    private final ServerSocket socket;

    private GrpcRefusal(ServerSocket socket) {
        this.socket = socket;
    }

    /**
     * Starts to listen.
     *
     * @param name whose port it is
     * @param address where; port 0 takes a free one
     * @param log takes a line for each client that connects
     * @throws LaunchException if the address cannot be had
     */
    public static GrpcRefusal listen(String name, InetSocketAddress address, Consumer<String> log) {
        try {
            ServerSocket socket = new ServerSocket();
            socket.bind(address);
            GrpcRefusal refusal = new GrpcRefusal(socket);
            Thread.ofVirtual().name(name + "-otlp-grpc").start(() -> refusal.run(name, log));
            return refusal;
        } catch (IOException e) {
            throw new LaunchException(name + " cannot listen on " + address + ": " + e.getMessage(), e);
        }
    }

    /** Returns where it listens, with the port it really has. */
    public InetSocketAddress address() {
        return (InetSocketAddress) socket.getLocalSocketAddress();
    }

    private void run(String name, Consumer<String> log) {
        while (!socket.isClosed()) {
            try (Socket client = socket.accept()) {
                log.accept("level=error msg=\"the stand-in for " + name
                        + " does not speak OTLP over gRPC; use OTLP over HTTP\" client="
                        + client.getRemoteSocketAddress());
            } catch (IOException e) {
                if (!socket.isClosed()) {
                    log.accept("level=error msg=\"OTLP over gRPC: " + e.getMessage() + "\"");
                }
            }
        }
    }

    @Override
    public void close() {
        try {
            socket.close();
        } catch (IOException e) {
            throw new IllegalStateException("a listening socket does not close", e);
        }
    }
}
