package dev.plumbline.wire;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

/** Listens at one address and passes on to another whatever comes, as its {@link Traffic} says. */
public final class Wire implements AutoCloseable {
    private static final int PATIENCE_MILLIS = 10_000;
    private static final int BACKLOG = 256;

    private final String name;
    private final ServerSocket server;
    private final InetSocketAddress target;
    private final Gate gate = new Gate();
    private final AtomicLong bytes = new AtomicLong();
    private final AtomicLong resets = new AtomicLong();
    private final AtomicLong accepted = new AtomicLong();
    private final Set<Connection> open = ConcurrentHashMap.newKeySet();

    private Wire(String name, ServerSocket server, InetSocketAddress target) {
        this.name = name;
        this.server = server;
        this.target = target;
    }

    /**
     * Starts to listen.
     *
     * @param name what its threads are called
     * @param listen where; port 0 takes a free one
     * @param target where it leads; its name is looked up for each connection, and nothing need listen there yet
     * @throws UncheckedIOException if the address cannot be had
     */
    public static Wire open(String name, InetSocketAddress listen, InetSocketAddress target) {
        try {
            ServerSocket server = new ServerSocket();
            server.setReuseAddress(true);
            server.bind(listen, BACKLOG);
            Wire wire = new Wire(name, server, target);
            Thread.ofVirtual().name(name + "-accept").start(wire::accept);
            return wire;
        } catch (IOException e) {
            throw new UncheckedIOException(name + " cannot listen on " + listen + ": " + e.getMessage(), e);
        }
    }

    /** Returns where it listens, with the port it really has. */
    public InetSocketAddress address() {
        return (InetSocketAddress) server.getLocalSocketAddress();
    }

    /** Changes what becomes of the bytes, from now on and on every connection. */
    public void set(Traffic traffic) {
        gate.set(traffic);
        if (traffic instanceof Traffic.Cut) {
            open.forEach(Connection::breakOff);
        }
    }

    public Traffic traffic() {
        return gate.traffic();
    }

    /** Returns what it has done so far. */
    public Tally tally() {
        return new Tally(bytes.get(), gate.tolls(), resets.get());
    }

    private void accept() {
        try {
            while (!server.isClosed()) {
                Socket near = server.accept();
                Thread.ofVirtual().name(name).start(() -> serve(near));
            }
        } catch (IOException e) {
            // closed: that is how it ends
        }
    }

    private void serve(Socket near) {
        Socket far = new Socket();
        Connection connection = new Connection(near, far, gate, bytes, accepted.getAndIncrement() % 2 == 1);
        open.add(connection);
        try {
            if (gate.awaitMovement() instanceof Traffic.Cut) {
                connection.breakOff();
                return;
            }
            near.setTcpNoDelay(true);
            far.setTcpNoDelay(true);
            far.connect(new InetSocketAddress(target.getHostString(), target.getPort()), PATIENCE_MILLIS);
            connection.run(name);
        } catch (IOException e) {
            connection.end(); // nobody listens there: whoever connected is told the way TCP tells it
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            connection.end();
        } finally {
            open.remove(connection);
            if (connection.isBroken()) {
                resets.incrementAndGet();
            }
        }
    }

    /** Stops listening and resets what is open. */
    @Override
    public void close() {
        try {
            server.close();
        } catch (IOException e) {
            // it is gone either way
        }
        gate.set(new Traffic.Cut());
        open.forEach(Connection::end);
    }
}
