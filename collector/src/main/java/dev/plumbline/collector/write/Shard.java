package dev.plumbline.collector.write;

import dev.plumbline.collector.entry.Balance;
import dev.plumbline.collector.entry.Entry;
import dev.plumbline.collector.entry.ReceiverClosedException;
import dev.plumbline.collector.entry.Run;
import dev.plumbline.collector.entry.Tally;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.List;
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
    private static final Duration AFTER_A_FAULT = Duration.ofSeconds(1);
    private static final Logger LOG = LoggerFactory.getLogger(Shard.class);

    private final Sender.Line line;
    private final Sender sender;
    private final Books books;
    private final Spool spool;
    private final Balance balance;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition room = lock.newCondition();
    private final Condition work = lock.newCondition();
    private final Condition idle = lock.newCondition();
    private final Condition wake = lock.newCondition();
    private final Thread thread;
    private final ArrayDeque<SpoolFile> spooled = new ArrayDeque<>();
    private final Ration ration;
    private List<StreamBuffer> taken = List.of();
    private Batch open = new Batch();
    private Pending current = Pending.nothing();
    private Optional<SpoolFile> currentFile = Optional.empty();
    private boolean holding;
    private boolean failing;
    private boolean hurry;
    private boolean draining;
    private boolean closed;

    /** Makes one that works on a thread of this kind, which has its name. */
    Shard(
            Thread.Builder thread,
            Sender.Line line,
            SenderFactory factory,
            Books books,
            Spool spool,
            Ration ration,
            Balance balance) {
        this.line = line;
        this.spool = spool;
        this.books = books;
        this.ration = ration;
        this.balance = balance;
        this.sender = factory.make(this::pause);
        this.thread = thread.unstarted(this::run);
    }

    /** Makes the sender of a shard, which waits as the shard tells it to. */
    interface SenderFactory {
        Sender make(Sender.Pause pause);
    }

    void start() {
        thread.start();
    }

    private int batchSize() {
        return ration.of(line.now().endpoint().batchSize());
    }

    /**
     * Takes an entry; waits while the batch is full and the one before it is still being sent.
     *
     * @throws ReceiverClosedException if the shard is closed, also while waiting
     */
    void accept(Stream stream, Entry entry) {
        while (!offer(stream, entry)) {
            rest();
        }
    }

    /** Takes the lines of a run, into as many batches as they need; see {@link #accept(Stream, Entry)}. */
    void accept(Stream stream, Run run) {
        int at = 0;
        while (true) {
            at = offer(stream, run, at);
            if (at == run.count()) {
                return;
            }
            rest();
        }
    }

    private boolean offer(Stream stream, Entry entry) {
        lock.lock();
        try {
            if (!hasRoom()) {
                return false;
            }
            open.add(buffer(stream), entry);
            took(1);
            return true;
        } finally {
            lock.unlock();
        }
    }

    /** Takes lines of a run from one on as long as there is room; returns the first that was not taken. */
    private int offer(Stream stream, Run run, int from) {
        lock.lock();
        try {
            int at = from;
            while (at < run.count() && hasRoom()) {
                int next = open.add(buffer(stream), run, at, batchSize());
                run.taken(next - at);
                took(next - at);
                at = next;
            }
            return at;
        } finally {
            lock.unlock();
        }
    }

    private boolean hasRoom() {
        if (closed) {
            throw new ReceiverClosedException();
        }
        return open.size() < batchSize() || (failing && spoolOpen());
    }

    private StreamBuffer buffer(Stream stream) {
        StreamBuffer buffer = stream.open;
        if (buffer == null) {
            buffer = new StreamBuffer(stream, Blocks.from(ration.spares()));
            stream.open = buffer;
            open.add(buffer);
        }
        return buffer;
    }

    /** Wakes who sends what has come in, where that is due. */
    private void took(int entries) {
        hold();
        if (open.entries() == entries || open.size() >= batchSize()) {
            work.signal();
        }
    }

    /** Waits for room; who waits does not move lines. */
    private void rest() {
        balance.leave();
        lock.lock();
        try {
            // What there is may be a whole batch by now only because others hold something too.
            work.signal();
            while (open.size() >= batchSize() && !closed) {
                room.await();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ReceiverClosedException();
        } finally {
            lock.unlock();
            balance.move();
        }
    }

    private void run() {
        try {
            while (true) {
                if (current.isEmpty()) {
                    next();
                }
                try {
                    sender.deliver(current);
                    delivered();
                } catch (RuntimeException e) {
                    // Its message may hold what is being sent: only its kind is told.
                    LOG.error(
                            "{}: delivery failed: {}",
                            thread.getName(),
                            e.getClass().getName());
                    pause(AFTER_A_FAULT);
                }
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
            currentFile.map(SpoolFile::path).ifPresent(spool::remove);
            currentFile = Optional.empty();
            failing = false;
            recycle(taken);
            taken = List.of();
            current = Pending.nothing();
            hold();
        } finally {
            lock.unlock();
        }
    }

    /** Says whether it holds something, where that has changed. */
    private void hold() {
        boolean now = open.entries() > 0 || !current.isEmpty();
        if (now != holding) {
            holding = now;
            if (now) {
                ration.begin();
            } else {
                ration.end();
            }
        }
    }

    private void next() throws InterruptedException {
        lock.lock();
        try {
            while (!nextSpooled()) {
                if (due()) {
                    takeOpen();
                    return;
                }
                if (open.entries() == 0) {
                    idle.signalAll();
                    work.await();
                } else {
                    work.awaitNanos(remaining());
                }
            }
        } finally {
            lock.unlock();
        }
    }

    private boolean nextSpooled() throws InterruptedException {
        while (!spooled.isEmpty()) {
            SpoolFile file = spooled.getFirst();
            try {
                current = sender.pending(spool.read(file.path()));
                currentFile = Optional.of(file);
                spooled.removeFirst();
                return true;
            } catch (DamagedException e) {
                LOG.error(
                        "spool: {} is lost, {} entries: {}", file.path().getFileName(), file.entries(), e.getMessage());
                balance.move();
                spooled.removeFirst();
                books.dropped(file.entries());
                spool.keeper().dropped("spool_damaged", file.lines());
                balance.leave();
            } catch (IOException e) {
                LOG.warn("spool: {} cannot be read now: {}", file.path().getFileName(), e.toString());
                wake.awaitNanos(SPOOL_EVERY_NANOS);
                if (closed) {
                    throw new InterruptedException("the shard is closed");
                }
            }
        }
        return false;
    }

    private void takeOpen() {
        current = sender.pending(open);
        taken = open.streams();
        emptyOpen();
    }

    private void emptyOpen() {
        open.streams().forEach(buffer -> buffer.stream().open = null);
        books.received(open.entries());
        open = new Batch();
        room.signalAll();
    }

    private static void recycle(List<StreamBuffer> done) {
        done.forEach(buffer -> buffer.blocks().recycle());
    }

    /** Puts what waits behind a batch that cannot be delivered on disk; false if there is no room. */
    private boolean spoolOpen() {
        if (open.entries() == 0 || !sender.intends(open)) {
            return false;
        }
        Optional<SpoolFile> file = spool.write(open.streams(), open.entries(), open.lines());
        file.ifPresent(f -> {
            spooled.addLast(f);
            open.release(spool.keeper());
            List<StreamBuffer> written = open.streams();
            emptyOpen();
            recycle(written);
        });
        return file.isPresent();
    }

    /** Puts what is left of a batch that cannot be delivered on disk too; it stays in memory to be tried again. */
    private void spoolCurrent() {
        if (currentFile.isEmpty() && !current.isEmpty()) {
            currentFile = spool.write(current.streams(), current.entries(), current.lines());
            if (currentFile.isPresent()) {
                current.release(spool.keeper());
            }
        }
    }

    /** Takes over a batch that an earlier run left on disk; before {@link #start} only. */
    void adopt(SpoolFile file) {
        spooled.addLast(file);
        books.received(file.entries());
    }

    private boolean due() {
        return open.entries() > 0 && (draining || open.size() >= batchSize() || remaining() <= 0);
    }

    private long remaining() {
        return line.now().endpoint().batchWait().toNanos() - (System.nanoTime() - open.firstAt());
    }

    /** Waits after a failure; meanwhile what is held goes to disk, for its container may go away. */
    private void pause(Duration time) throws InterruptedException {
        lock.lock();
        try {
            failing = true;
            long end = System.nanoTime() + time.toNanos();
            while (!closed) {
                spoolCurrent();
                spoolOpen();
                long left = end - System.nanoTime();
                if (left <= 0 || hurry) {
                    hurry = false;
                    return;
                }
                wake.awaitNanos(Math.min(left, SPOOL_EVERY_NANOS));
            }
            throw new InterruptedException("the shard is closed");
        } finally {
            lock.unlock();
        }
    }

    /** Ends a pause: something has changed that may help. */
    void hurry() {
        lock.lock();
        try {
            hurry = failing;
            wake.signalAll();
            work.signalAll();
            room.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** Sends what there is, without waiting for more, and tells whether all of it was settled in time. */
    boolean drain(long deadline) throws InterruptedException {
        lock.lock();
        try {
            draining = true;
            work.signalAll();
            while (busy() && !closed) {
                long left = deadline - System.nanoTime();
                if (left <= 0) {
                    break;
                }
                long unused = idle.awaitNanos(left);
            }
            return !busy();
        } finally {
            lock.unlock();
        }
    }

    private boolean busy() {
        return !current.isEmpty() || open.entries() > 0 || !spooled.isEmpty();
    }

    /** Adds how many entries and lines it holds, and where. */
    Held held() {
        lock.lock();
        try {
            int onDisk = 0;
            long linesOnDisk = 0;
            for (SpoolFile file : spooled) {
                onDisk += file.entries();
                linesOnDisk += file.lines();
            }
            boolean safe = currentFile.isPresent();
            return new Held(
                    open.entries() + (safe ? 0 : current.entries()),
                    open.lines() + (safe ? 0 : current.lines()),
                    onDisk + (safe ? current.entries() : 0),
                    linesOnDisk + (safe ? current.lines() : 0),
                    open.entries());
        } finally {
            lock.unlock();
        }
    }

    /**
     * What is held.
     *
     * @param open of the entries in memory, those that are not yet counted as received
     */
    record Held(long inMemory, long linesInMemory, long onDisk, long linesOnDisk, long open) {
        void report(Tally tally, boolean left) {
            tally.held(left ? Tally.Place.LEFT : Tally.Place.MEMORY, linesInMemory);
            tally.held(left ? Tally.Place.LEFT : Tally.Place.SPOOL, linesOnDisk);
        }
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
        balance.move();
        lock.lock();
        try {
            if (!thread.isAlive()) {
                spoolCurrent();
            }
            spoolOpen();
            if (holding) {
                holding = false;
                ration.end();
            }
        } finally {
            lock.unlock();
            balance.leave();
        }
    }
}
