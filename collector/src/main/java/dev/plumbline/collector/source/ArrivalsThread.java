package dev.plumbline.collector.source;

import java.io.Closeable;
import java.io.IOException;
import java.nio.channels.CancelledKeyException;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.ClosedSelectorException;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.time.Duration;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The thread that waits for streams, and lets a few of those that have something be read at a time: who reads takes
 * memory.
 */
final class ArrivalsThread implements Closeable {
    private static final Logger LOG = LoggerFactory.getLogger(ArrivalsThread.class);

    private static final long AGAIN_NANOS = 1_000_000_000;

    private final Selector selector = Selector.open();
    private final Queue<ArrivingStream> fresh = new ConcurrentLinkedQueue<>();
    private final Duration turn;
    private final ReentrantLock lock = new ReentrantLock();
    private final Places<ArrivingStream> places;

    ArrivalsThread(int most, Duration turn) throws IOException {
        this.turn = turn;
        this.places = new Places<>(most, turn, ArrivingStream::start);
    }

    void start() {
        Thread.ofPlatform().daemon().name("arrivals").start(this::run);
    }

    private void run() {
        while (selector.isOpen()) {
            try {
                selector.select(this::selected, expire() ? turn.toMillis() : 0);
                LockSupport.parkNanos(this, LogPump.GATHER_NANOS); // for all of them at once
                for (int left = fresh.size(); left > 0; left--) {
                    register(fresh.remove());
                }
            } catch (ClosedSelectorException e) {
                return; // nobody waits any more
            } catch (IOException | RuntimeException e) {
                // Without this thread nothing would be read, and nobody would know.
                LOG.error("waiting for log streams failed and is tried again: {}", e.toString());
                LockSupport.parkNanos(this, AGAIN_NANOS);
            }
        }
    }

    private void selected(SelectionKey key) {
        try {
            key.interestOps(0);
        } catch (CancelledKeyException e) {
            // closed: who reads it is told so
        }
        arrived((ArrivingStream) key.attachment());
    }

    /** Has a new stream read in its turn: something may be there already. */
    void begin(ArrivingStream stream) {
        arrived(stream);
        selector.wakeup(); // to see to its turn
    }

    /** Has a stream read in its turn, if it is waited for. */
    private void arrived(ArrivingStream stream) {
        lock.lock();
        try {
            if (stream.arrived()) {
                places.queue(stream);
            }
        } finally {
            lock.unlock();
        }
    }

    /** Lets others in beside those that take long, which may be stuck; tells whether somebody still waits to be let in. */
    private boolean expire() {
        lock.lock();
        try {
            if (places.anyWaiting()) {
                places.expire();
            }
            return places.anyWaiting();
        } finally {
            lock.unlock();
        }
    }

    /** Learns that a stream has been read. */
    void read(ArrivingStream stream) {
        lock.lock();
        try {
            places.leave(stream);
        } finally {
            lock.unlock();
        }
    }

    /** Has a stream waited for, which is not yet. */
    void add(ArrivingStream stream) {
        fresh.add(stream);
        selector.wakeup();
    }

    /** Has what changed about a stream noticed. */
    void wake() {
        selector.wakeup();
    }

    /** Has a stream read without its turn, if it waits for one. */
    void hurry(ArrivingStream stream) {
        lock.lock();
        try {
            if (places.withdraw(stream)) {
                stream.start();
            }
        } finally {
            lock.unlock();
        }
    }

    private void register(ArrivingStream stream) {
        try {
            stream.register(selector);
        } catch (CancelledKeyException e) {
            // It was here a moment ago, and the selector has yet to forget that.
            add(stream);
        } catch (ClosedChannelException e) {
            stream.closed();
        }
    }

    @Override
    public void close() throws IOException {
        selector.close();
    }
}
