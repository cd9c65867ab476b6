package dev.plumbline.wire;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;

/** One connection over a wire: a socket to who has connected, one to the other side, a pump for each direction. */
final class Connection {
    private static final int CHUNK = 16 * 1024;
    private static final int CHUNKS_PER_SECOND = 10;

    private final Socket near;
    private final Socket far;
    private final Gate gate;
    private final AtomicLong bytes;
    private final boolean losesAnswers;
    private final AtomicBoolean asked = new AtomicBoolean();
    private final AtomicBoolean ended = new AtomicBoolean();
    private volatile boolean broken;

    /**
     * Describes it.
     *
     * @param losesAnswers whether a reset happens before the answer comes back, else before the question gets there
     */
    Connection(Socket near, Socket far, Gate gate, AtomicLong bytes, boolean losesAnswers) {
        this.near = near;
        this.far = far;
        this.gate = gate;
        this.bytes = bytes;
        this.losesAnswers = losesAnswers;
    }

    /** Passes bytes on until both directions have ended. */
    void run(String name) throws InterruptedException {
        Thread back = Thread.ofVirtual().name(name + "-back").start(() -> pump(far, near, true));
        pump(near, far, false);
        back.join();
        if (ended.compareAndSet(false, true)) {
            close(near);
            close(far);
        }
    }

    private void pump(Socket from, Socket to, boolean answer) {
        byte[] buffer = new byte[CHUNK];
        try {
            InputStream in = from.getInputStream();
            OutputStream out = to.getOutputStream();
            for (int n = in.read(buffer, 0, room()); n >= 0; n = in.read(buffer, 0, room())) {
                if (!admit(n, answer)) {
                    breakOff();
                    return;
                }
                // Before it is written: whoever has seen it arrive finds it counted.
                bytes.addAndGet(n);
                out.write(buffer, 0, n);
            }
            gate.awaitMovement();
            to.shutdownOutput();
        } catch (IOException e) {
            end();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            end();
        }
    }

    private int room() {
        return gate.traffic() instanceof Traffic.Slow slow && slow.bytesPerSecond() > 0
                ? Math.clamp(slow.bytesPerSecond() / CHUNKS_PER_SECOND, 1, CHUNK)
                : CHUNK;
    }

    /** Waits as the traffic demands, and tells whether the bytes may pass. */
    private boolean admit(int count, boolean answer) throws InterruptedException {
        boolean first = answer ? asked.getAndSet(false) : !asked.getAndSet(true);
        return switch (gate.awaitMovement()) {
            case Traffic.Flowing flowing -> true;
            case Traffic.Slow slow -> {
                if (answer && first) {
                    gate.pause(slow.latency());
                }
                gate.pause(Gate.timeOf(count, slow.bytesPerSecond()));
                gate.awaitMovement();
                yield true;
            }
            case Traffic.Resetting resetting -> answer != losesAnswers;
            case Traffic.Held held -> true;
            case Traffic.Cut cut -> false;
        };
    }

    /** Resets both sides, because the traffic demands it. */
    void breakOff() {
        broken = true;
        end();
    }

    /** Resets both sides. */
    void end() {
        if (ended.compareAndSet(false, true)) {
            reset(near);
            reset(far);
        }
    }

    /** Tells whether the traffic has demanded its end. */
    boolean isBroken() {
        return broken;
    }

    /** Closes a socket so that the other side sees a reset rather than an orderly end. */
    private static void reset(Socket socket) {
        try {
            socket.setSoLinger(true, 0);
        } catch (IOException e) {
            // it is gone either way
        }
        close(socket);
    }

    private static void close(Socket socket) {
        try {
            socket.close();
        } catch (IOException e) {
            // it is gone either way
        }
    }
}
