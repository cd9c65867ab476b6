package dev.plumbline.collector.write;

import dev.plumbline.collector.entry.Entry;
import dev.plumbline.collector.entry.ReceiverClosedException;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Gathers the entries of some streams into batches and delivers these one after another: one request in flight, in
 * order.
 *
 * <p>Holds two batches at most, the one that is being sent and the one that is being filled; who brings more waits.
 */
final class Shard {
    private static final Logger LOG = LoggerFactory.getLogger(Shard.class);

    private final Endpoint endpoint;
    private final Sender sender;
    private final Books books;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition room = lock.newCondition();
    private final Condition work = lock.newCondition();
    private final Condition idle = lock.newCondition();
    private final Condition wake = lock.newCondition();
    private final Thread thread;
    private Batch open = new Batch();
    private boolean sending;
    private boolean draining;
    private boolean closed;

    Shard(String name, Endpoint endpoint, SenderFactory factory, Books books) {
        this.endpoint = endpoint;
        this.books = books;
        this.sender = factory.make(this::pause);
        this.thread = Thread.ofVirtual().name(name).unstarted(this::run);
    }

    /** Makes the sender of a shard, which waits as the shard tells it to. */
    interface SenderFactory {
        Sender make(Sender.Pause pause);
    }

    void start() {
        thread.start();
    }

    /**
     * Takes an entry; waits while the batch is full and the one before it is still being sent.
     *
     * @throws ReceiverClosedException if the shard is closed, also while waiting
     */
    void accept(Stream stream, Entry entry) {
        lock.lock();
        try {
            while (open.size() >= endpoint.batchSize() && !closed) {
                room.await();
            }
            if (closed) {
                throw new ReceiverClosedException();
            }
            if (open.entries() == 0) {
                work.signal();
            }
            StreamBuffer buffer = stream.open;
            if (buffer == null) {
                buffer = new StreamBuffer(stream);
                stream.open = buffer;
                open.add(buffer);
            }
            open.add(buffer, entry);
            books.received(1);
            if (open.size() >= endpoint.batchSize()) {
                work.signal();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ReceiverClosedException();
        } finally {
            lock.unlock();
        }
    }

    private void run() {
        try {
            while (true) {
                Batch batch = next();
                sender.deliver(batch, false);
            }
        } catch (InterruptedException e) {
            LOG.debug("shard ends");
        } finally {
            lock.lock();
            try {
                closed = true;
                room.signalAll();
                idle.signalAll();
            } finally {
                lock.unlock();
            }
        }
    }

    private Batch next() throws InterruptedException {
        lock.lock();
        try {
            sending = false;
            if (open.entries() == 0) {
                idle.signalAll();
            }
            while (!due()) {
                if (open.entries() == 0) {
                    work.await();
                } else {
                    work.awaitNanos(remaining());
                }
            }
            Batch batch = open;
            batch.streams().forEach(buffer -> buffer.stream().open = null);
            open = new Batch();
            sending = true;
            room.signalAll();
            return batch;
        } finally {
            lock.unlock();
        }
    }

    private boolean due() {
        return open.entries() > 0 && (draining || open.size() >= endpoint.batchSize() || remaining() <= 0);
    }

    private long remaining() {
        return endpoint.batchWait().toNanos() - (System.nanoTime() - open.firstAt());
    }

    private void pause(Duration time) throws InterruptedException {
        lock.lock();
        try {
            long nanos = time.toNanos();
            while (nanos > 0 && !closed) {
                nanos = wake.awaitNanos(nanos);
            }
            if (closed) {
                throw new InterruptedException("the shard is closed");
            }
        } finally {
            lock.unlock();
        }
    }

    /** Sends what there is, without waiting for more, and tells whether all of it was settled in time. */
    boolean drain(Duration patience) throws InterruptedException {
        lock.lock();
        try {
            draining = true;
            work.signalAll();
            long nanos = patience.toNanos();
            while ((sending || open.entries() > 0) && !closed && nanos > 0) {
                nanos = idle.awaitNanos(nanos);
            }
            return !sending && open.entries() == 0;
        } finally {
            lock.unlock();
        }
    }

    /** Ends it; what is not settled stays so. */
    void close() {
        lock.lock();
        try {
            closed = true;
            room.signalAll();
            wake.signalAll();
        } finally {
            lock.unlock();
        }
        thread.interrupt();
        try {
            thread.join(TimeUnit.SECONDS.toMillis(2));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
