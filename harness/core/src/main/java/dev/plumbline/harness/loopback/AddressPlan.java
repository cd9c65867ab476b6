package dev.plumbline.harness.loopback;

import dev.plumbline.harness.compose.ComposeFile;
import dev.plumbline.harness.compose.ComposeService;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;

/**
 * Gives every port of every service a free port on 127.0.0.1.
 *
 * @param ports free port by service name and container port
 */
public record AddressPlan(Map<String, Map<Integer, Integer>> ports) {
    private static final int LOWEST = 10_240;
    /** Systems give ports above to outgoing connections: one could take a port before its service, or while it is stopped. */
    private static final int HIGHEST = 32_767;

    private static final int ATTEMPTS = 1_000;

    /** Plans for all services of a compose file; the ports were free when this returns. */
    public static AddressPlan of(ComposeFile compose) {
        List<ServerSocket> held = new ArrayList<>();
        Map<String, Map<Integer, Integer>> ports = new LinkedHashMap<>();
        try {
            for (ComposeService service : compose.services().values()) {
                Map<Integer, Integer> own = new LinkedHashMap<>();
                for (int port : service.endpoints().values()) {
                    own.put(port, free(held));
                }
                ports.put(service.name(), own);
            }
            return new AddressPlan(ports);
        } finally {
            held.forEach(AddressPlan::release);
        }
    }

    /** Returns one more free port, for what a program listens on beside the ports that compose.yaml names. */
    public static int freePort() {
        List<ServerSocket> held = new ArrayList<>();
        try {
            return free(held);
        } finally {
            held.forEach(AddressPlan::release);
        }
    }

    /**
     * Returns where a service's container port is.
     *
     * @throws IllegalArgumentException if compose.yaml does not name that port
     */
    public InetSocketAddress address(String service, int containerPort) {
        Integer port = ports.getOrDefault(service, Map.of()).get(containerPort);
        if (port == null) {
            throw new IllegalArgumentException("compose.yaml names no port " + containerPort + " of " + service);
        }
        return new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
    }

    /** Sockets stay open until all are chosen, so that no port is chosen twice. */
    private static int free(List<ServerSocket> held) {
        for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
            int port = ThreadLocalRandom.current().nextInt(LOWEST, HIGHEST + 1);
            try {
                held.add(new ServerSocket(port, 1, InetAddress.getLoopbackAddress()));
                return port;
            } catch (BindException e) {
                // Taken: another one.
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
        throw new IllegalStateException(
                "no free port on 127.0.0.1: " + ATTEMPTS + " between " + LOWEST + " and " + HIGHEST + " are taken");
    }

    private static void release(ServerSocket socket) {
        try {
            socket.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
