package dev.plumbline.wire;

import java.net.InetSocketAddress;
import java.security.Security;
import java.util.List;
import java.util.concurrent.CountDownLatch;

/** Runs a wire as a process of its own. */
public final class WireProgram {
    private static final String USAGE = "expected LISTEN TARGET CONTROL, each HOST:PORT";

    private WireProgram() {}

    /**
     * Opens it and waits for the end of the process.
     *
     * @param arguments where to listen, where to lead to, where to take orders, each {@code HOST:PORT}
     * @throws InterruptedException if the process is interrupted
     * @throws IllegalArgumentException if these are not three addresses
     */
    public static void run(List<String> arguments) throws InterruptedException {
        if (arguments.size() != 3) {
            throw new IllegalArgumentException(USAGE + "; found " + arguments);
        }
        // a container that was away comes back at another address
        Security.setProperty("networkaddress.cache.ttl", "0");
        Security.setProperty("networkaddress.cache.negative.ttl", "0");
        CountDownLatch ended = new CountDownLatch(1);
        Runtime.getRuntime().addShutdownHook(Thread.ofPlatform().unstarted(ended::countDown));
        try (Wire wire = Wire.open("wire", address(arguments.get(0)), address(arguments.get(1)));
                WireControl control = WireControl.open(address(arguments.get(2)), wire)) {
            System.out.println("wire from " + wire.address() + " to " + arguments.get(1) + ", takes orders at "
                    + control.address());
            ended.await();
        }
    }

    private static InetSocketAddress address(String text) {
        int colon = text.lastIndexOf(':');
        if (colon < 1) {
            throw new IllegalArgumentException(USAGE + "; found '" + text + "'");
        }
        return new InetSocketAddress(text.substring(0, colon), Integer.parseInt(text.substring(colon + 1)));
    }
}
