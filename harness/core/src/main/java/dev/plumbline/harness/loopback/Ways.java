package dev.plumbline.harness.loopback;

import java.net.InetSocketAddress;

/** By which address one service reaches another. */
@FunctionalInterface
public interface Ways {
    /**
     * Returns the address.
     *
     * @param from name of the service that connects, never the same as {@code to}
     * @param to name of the service that listens
     * @param containerPort port of {@code to}, as compose.yaml names it
     * @throws IllegalArgumentException if compose.yaml does not name that port
     */
    InetSocketAddress between(String from, String to, int containerPort);
}
