package dev.plumbline.collector.write;

import dev.plumbline.collector.entry.Entry;
import dev.plumbline.collector.entry.ReceiverClosedException;
import dev.plumbline.collector.entry.Run;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Gathers the entries of some streams into batches and delivers these one after another: one request in flight, in
 * order.
 *
 * <p>Holds two batches at most, the one that is being sent and the one that is being filled. Who brings more waits, or,
 * while Loki is away, has the full one put into the spool.
 */
final class Shard {
    private static final long SPOOL_EVERY_NANOS = 1_000_000_000L;
    private static final Logger LOG = LoggerFactory.getLogger(Shard.class);

    private final Endpoint endpoint;
    private final Sender sender;
    private final Books books;
    private final Spool spool;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition room = lock.newCondition();
    private final Condition work = lock.newCondition();
    private final Condition idle = lock.newCondition();
    private final Condition wake = lock.newCondition();
    private final Thread thread;
    private final ArrayDeque<Path> spooled = new ArrayDeque<>();
    private final Spares spares;
    private Batch open = new Batch();
    private Batch current = new Batch();
    private Optional<Path> currentFile = Optional.empty();
    private boolean failing;
    private boolean sending;
    private boolean draining;
    private boolean closed;

    Shard(String name, Endpoint endpoint, SenderFactory factory, Books books, Spool spool) {
        this.spool = spool;
        this.endpoint = endpoint;
        this.books = books;
        this.spares = new Spares(3 * endpoint.batchSize());
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
            awaitRoom();
            open.add(buffer(stream), entry);
            took(1);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ReceiverClosedException();
        } finally {
            lock.unlock();
        }
    }

    /** Takes the lines of a run, into as many batches as they need; see {@link #accept(Stream, Entry)}. */
    void accept(Stream stream, Run run) {
        lock.lock();
        try {
            int at = 0;
            while (at < run.count()) {
                awaitRoom();
                int next = open.add(buffer(stream), run, at, endpoint.batchSize());
                took(next - at);
                at = next;
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ReceiverClosedException();
        } finally {
            lock.unlock();
        }
    }

    private void awaitRoom() throws InterruptedException {
        while (open.size() >= endpoint.batchSize() && !closed && !(failing && spoolOpen())) {
            room.await();
        }
        if (closed) {
            throw new ReceiverClosedException();
        }
    }

    private StreamBuffer buffer(Stream stream) {
        StreamBuffer buffer = stream.open;
        if (buffer == null) {
            buffer = new StreamBuffer(stream, spares.take(StreamBuffer.SMALLEST));
            stream.open = buffer;
            open.add(buffer);
        }
        return buffer;
    }

    /** Counts what has come in, and wakes who sends it where that is due. */
    private void took(int entries) {
        books.received(entries);
        if (open.entries() == entries || open.size() >= endpoint.batchSize()) {
            work.signal();
        }
    }

    private void run() {
        try {
            while (true) {
                current = next();
                sender.deliver(current, false);
                delivered();
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

    private void delivered() {
        lock.lock();
        try {
            currentFile.ifPresent(spool::remove);
            currentFile = Optional.empty();
            failing = false;
            current.streams().forEach(buffer -> spares.give(buffer.bytes()));
            current = new Batch();
        } finally {
            lock.unlock();
        }
    }

    private Batch next() throws InterruptedException {
        lock.lock();
        try {
            sending = false;
            while (true) {
                Optional<Batch> spooled = nextSpooled();
                if (spooled.isPresent()) {
                    sending = true;
                    return spooled.get();
                }
                if (due()) {
                    break;
                }
                if (open.entries() == 0) {
                    idle.signalAll();
                    work.await();
                } else {
                    work.awaitNanos(remaining());
                }
            }
            sending = true;
            return takeOpen();
        } finally {
            lock.unlock();
        }
    }

    private Optional<Batch> nextSpooled() {
        while (!spooled.isEmpty()) {
            Path file = spooled.removeFirst();
            Optional<Batch> batch = spool.read(file);
            if (batch.isPresent()) {
                currentFile = Optional.of(file);
                return batch;
            }
        }
        return Optional.empty();
    }

    private Batch takeOpen() {
        Batch batch = open;
        batch.streams().forEach(buffer -> buffer.stream().open = null);
        open = new Batch();
        room.signalAll();
        return batch;
    }

    /** Puts what waits behind a batch that cannot be delivered on disk; false if there is no room. */
    private boolean spoolOpen() {
        if (open.entries() == 0 || !sender.intends(open)) {
            return false;
        }
        Optional<Path> file = spool.write(open);
        file.ifPresent(f -> {
            spooled.addLast(f);
            takeOpen().release();
        });
        return file.isPresent();
    }

    /** Puts the batch that cannot be delivered on disk too; it stays in memory to be tried again. */
    private void spoolCurrent() {
        if (currentFile.isEmpty() && current.entries() > 0) {
            currentFile = spool.write(current);
            if (currentFile.isPresent()) {
                current.release();
            }
        }
    }

    /** Takes over a batch that an earlier run left on disk; before {@link #start} only. */
    void adopt(Path file, int entries) {
        spooled.addLast(file);
        books.received(entries);
    }

    private boolean due() {
        return open.entries() > 0 && (draining || open.size() >= endpoint.batchSize() || remaining() <= 0);
    }

    private long remaining() {
        return endpoint.batchWait().toNanos() - (System.nanoTime() - open.firstAt());
    }

    /** Waits after a failure; meanwhile what is held goes to disk, for its container may go away. */
    private void pause(Duration time, Batch rest) throws InterruptedException {
        lock.lock();
        try {
            failing = true;
            current = rest;
            long end = System.nanoTime() + time.toNanos();
            while (!closed) {
                spoolCurrent();
                spoolOpen();
                long left = end - System.nanoTime();
                if (left <= 0) {
                    return;
                }
                wake.awaitNanos(Math.min(left, SPOOL_EVERY_NANOS));
            }
            throw new InterruptedException("the shard is closed");
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
            while (busy() && !closed && nanos > 0) {
                nanos = idle.awaitNanos(nanos);
            }
            return !busy();
        } finally {
            lock.unlock();
        }
    }

    private boolean busy() {
        return sending || open.entries() > 0 || !spooled.isEmpty();
    }

    /** Ends it; what could not be delivered stays in the spool, or unsettled where that has no room. */
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
        lock.lock();
        try {
            if (sending && failing) {
                spoolCurrent();
            }
            spoolOpen();
        } finally {
            lock.unlock();
        }
    }
}
