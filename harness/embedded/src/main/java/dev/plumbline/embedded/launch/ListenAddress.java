package dev.plumbline.embedded.launch;

import java.net.InetSocketAddress;

/** Reads listen addresses as the vendors' programs write them: {@code host:port} or {@code :port}. */
public final class ListenAddress {
    private ListenAddress() {}

    /**
     * Reads one.
     *
     * @param text {@code host:port}, {@code [v6]:port} or {@code :port}; port 0 asks for a free one
     * @throws LaunchException if it is not of that form or the host is not known
     */
    public static InetSocketAddress parse(String text) {
        int colon = text.lastIndexOf(':');
        if (colon < 0) {
            throw new LaunchException("listen address '" + text + "' has no port; expected host:port or :port");
        }
        String host = text.substring(0, colon).replaceAll("[\\[\\]]", "");
        try {
            int port = Integer.parseInt(text.substring(colon + 1));
            InetSocketAddress address =
                    host.isEmpty() ? new InetSocketAddress(port) : new InetSocketAddress(host, port);
            if (address.isUnresolved()) {
                throw new LaunchException("listen address '" + text + "': host " + host + " is not known here");
            }
            return address;
        } catch (IllegalArgumentException e) {
            throw new LaunchException("listen address '" + text + "': the port is not a number from 0 to 65535", e);
        }
    }
}
