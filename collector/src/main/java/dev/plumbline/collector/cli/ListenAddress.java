package dev.plumbline.collector.cli;

import java.net.InetSocketAddress;
import java.util.Optional;

/** Reads an address to listen on: {@code host:port}, {@code [v6]:port} or {@code :port}. */
final class ListenAddress {
    private ListenAddress() {}

    static Optional<InetSocketAddress> parse(String text) {
        int colon = text.lastIndexOf(':');
        if (colon < 0 || !text.substring(colon + 1).matches("\\d{1,5}")) {
            return Optional.empty();
        }
        int port = Integer.parseInt(text.substring(colon + 1));
        if (port > 65535) {
            return Optional.empty();
        }
        String host = text.substring(0, colon).replaceAll("[\\[\\]]", "");
        InetSocketAddress address = host.isEmpty() ? new InetSocketAddress(port) : new InetSocketAddress(host, port);
        return address.isUnresolved() ? Optional.empty() : Optional.of(address);
    }
}
