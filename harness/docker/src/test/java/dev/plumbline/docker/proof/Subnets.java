package dev.plumbline.docker.proof;

import java.net.NetworkInterface;
import java.net.SocketException;
import java.util.stream.IntStream;

/** Finds a network for a bridge that nothing on this machine uses. */
final class Subnets {
    private Subnets() {}

    /** Returns the first three bytes of a network that is free. */
    static String free() throws SocketException {
        var used = NetworkInterface.networkInterfaces()
                .flatMap(NetworkInterface::inetAddresses)
                .map(address -> address.getHostAddress())
                .toList();
        int first = (int) (ProcessHandle.current().pid() % 200);
        return IntStream.range(0, 200)
                .mapToObj(i -> "10.213." + (first + i) % 200)
                .filter(net -> used.stream().noneMatch(address -> address.startsWith(net + ".")))
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("expected a free network below 10.213, found none"));
    }
}
