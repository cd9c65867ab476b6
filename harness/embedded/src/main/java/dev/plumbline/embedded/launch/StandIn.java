package dev.plumbline.embedded.launch;

import java.net.InetSocketAddress;
import java.util.Map;

/** A running stand-in: it speaks the HTTP API of a real program, as far as that is built, and refuses the rest. */
public interface StandIn extends AutoCloseable {
    /**
     * Returns where it listens.
     *
     * @return address by name; {@code http} is the main one
     */
    Map<String, InetSocketAddress> addresses();

    /** Stops listening and ends its threads; more than once does no harm. */
    @Override
    void close();
}
