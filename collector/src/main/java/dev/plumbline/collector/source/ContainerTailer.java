package dev.plumbline.collector.source;

import dev.plumbline.collector.engine.EngineClient;
import dev.plumbline.collector.engine.EngineException;
import dev.plumbline.collector.engine.EngineResponse;
import dev.plumbline.collector.entry.Receiver;
import dev.plumbline.collector.entry.ReceiverClosedException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads one container's log through the engine's API for as long as the container exists and is wanted: opens it,
 * follows it, and opens it again at the same line after whatever breaks it off.
 */
final class ContainerTailer implements Runnable {
    private static final Logger LOG = LoggerFactory.getLogger(ContainerTailer.class);
    private static final long FIRST_PAUSE_MILLIS = 100;
    private static final long LONGEST_PAUSE_MILLIS = 5_000;
    private static final long WAIT_FOR_START_MILLIS = 500;
    private static final long FIRST_FILE_PAUSE_MILLIS = 20;
    private static final long LONGEST_FILE_PAUSE_MILLIS = 160;
    private static final long ASK_AGAIN_NANOS = 30_000_000_000L;
    private static final long PIECES_PAUSE_MILLIS = 50;
    private static final long ASK_SOON_NANOS = 2_000_000_000L;

    private final String id;
    private final EngineClient engine;
    private final Receiver receiver;
    private final Ledger ledger;
    private final TailerCounters counters;
    private final TailerEvents events;
    private final ReadPaths paths;
    private final LogOpener opener;
    private final Debt debt;

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private volatile StreamLabels labels;
    private volatile boolean wanted = true;
    private volatile long unwantedAt;
    private volatile boolean stopped;
    private volatile @Nullable EngineResponse stream;
    private volatile String closedFor = "";
    private volatile long handingSince;
    private volatile long readAt = System.nanoTime();
    private volatile String lastError = "";
    private volatile Optional<Cursor> position;
    private Optional<ContainerTailer> before;
    private final CountDownLatch over = new CountDownLatch(1);
    private volatile boolean terminal;
    private volatile @Nullable FilePump pump;
    private volatile ReadPath readPath = ReadPath.API;
    private Path followedPath = Path.of("");
    private FileFollower files;
    private String endedRun = "";
    private int usualStep;
    private long pauseMillis;
    private long wakes;

    /**
     * Makes a reader that does not read yet.
     *
     * @param before the reader of this container until now: this one waits for its end and goes on where that stopped
     */
    ContainerTailer(
            String id,
            EngineClient engine,
            Receiver receiver,
            StreamLabels labels,
            Ledger ledger,
            Optional<Cursor> position,
            TailerCounters counters,
            TailerEvents events,
            ReadPaths paths,
            Optional<ContainerTailer> before) {
        this.before = before;
        this.id = id;
        this.engine = engine;
        this.receiver = receiver;
        this.labels = labels;
        this.ledger = ledger;
        this.position = position;
        this.counters = counters;
        this.events = events;
        this.paths = paths;
        this.opener = new LogOpener(engine, id);
        this.debt = new Debt(engine, id, events);
        this.files = new FileFollower(new RotatedLog(followedPath), () -> new JsonLogDecoder(false));
    }

    @Override
    public void run() {
        try {
            if (before.isPresent()) {
                before.get().over.await();
                position = before.get().position();
                before = Optional.empty();
            }
            read();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            end();
            over.countDown();
        }
    }

    private void read() {
        while (!stopped) {
            try {
                Optional<ContainerInfo> info = ContainerInfo.of(engine, id);
                if (info.isEmpty()) {
                    debt.containerGone(labels.name());
                    end();
                } else if (!info.get().running() && endedRun.equals(info.get().startedAt())) {
                    if (!endUnlessWanted()) {
                        await(WAIT_FOR_START_MILLIS);
                    }
                } else {
                    follow(info.get());
                }
            } catch (ReceiverClosedException e) {
                return;
            } catch (IOException e) {
                failed(e);
            } catch (RuntimeException e) {
                // Its message may hold what the container wrote: only its kind is told.
                failed(new IOException("reading failed: " + e.getClass().getSimpleName(), e));
            }
        }
    }

    private void follow(ContainerInfo info) throws IOException {
        terminal = info.terminal();
        debt.owes(info);
        Optional<Path> file = paths.choose(info);
        readPath = file.isPresent() ? ReadPath.FILE : ReadPath.API;
        if (file.isPresent()) {
            followFile(info, file.get());
        } else if (info.rotatesOften()) {
            readInPieces(info);
        } else {
            followApi(info);
        }
    }

    private void followFile(ContainerInfo info, Path path) throws IOException {
        if (!path.equals(followedPath)) {
            followedPath = path;
            files = new FileFollower(new RotatedLog(path), () -> new JsonLogDecoder(terminal));
        }
        FileFollower follower = files;
        FileFollower.Opened opened = follower.open(
                position,
                resume -> new Emitter(ledger, receiver, this::labels, counters, position, resume),
                this::fileListener);
        if (opened.gap()) {
            debt.positionLost(labels.name());
        }
        try (FilePump open = opened.pump()) {
            pump = open;
            readFile(info, opened);
        } catch (AnchorLostException e) {
            follower.anchorLost();
        } finally {
            pump = null;
        }
    }

    private void readFile(ContainerInfo info, FileFollower.Opened opened) throws IOException {
        long pause = FIRST_FILE_PAUSE_MILLIS;
        long askedAt = System.nanoTime();
        boolean over = !info.running();
        while (!stopped) {
            if (opened.readToEnd()) {
                pause = FIRST_FILE_PAUSE_MILLIS;
            } else if (over) {
                opened.pump().finish();
                if (opened.pump().hasFile()) {
                    endedRun = info.startedAt();
                    debt.paid(info);
                } else {
                    // Nothing to read where there was a log: it may be back in a moment, or gone with its container.
                    backOff();
                }
                return;
            } else if (!wanted || System.nanoTime() - askedAt > askAgain(opened)) {
                askedAt = System.nanoTime();
                Optional<ContainerInfo> now = ContainerInfo.of(engine, id);
                over = now.isEmpty() || !now.get().running();
                if (!over) {
                    await(WAIT_FOR_START_MILLIS);
                }
            } else {
                opened.pump().rest();
                await(pause);
                pause = Math.min(pause * 2, LONGEST_FILE_PAUSE_MILLIS);
            }
        }
    }

    /** A line without an end is complete as soon as its container has ended. */
    private static long askAgain(FileFollower.Opened opened) {
        return opened.assembler().pending() ? ASK_SOON_NANOS : ASK_AGAIN_NANOS;
    }

    private FilePump.ReadListener fileListener(Emitter emitter) {
        return new FilePump.ReadListener() {
            @Override
            public void beginRead() {
                ledger.book().beginRead();
                handingSince = System.nanoTime();
            }

            @Override
            public boolean endRead(Optional<Cursor.FilePlace> place) {
                try {
                    if (emitter.endRead(place)) {
                        files.resumed();
                        position = emitter.position().map(p -> p.at(place));
                        lastError = "";
                    }
                } finally {
                    handingSince = 0;
                }
                readAt = System.nanoTime();
                ledger.book().endRead();
                return emitter.needed();
            }

            @Override
            public void mayHaveLost(String how) {
                debt.mayHaveLost(labels.name(), how);
            }
        };
    }

    private void followApi(ContainerInfo info) throws IOException {
        LogOpener.Opened opened = opener.follow(terminal, position);
        if (opened.gap()) {
            debt.positionLost(labels.name());
        }
        Emitter emitter = new Emitter(ledger, receiver, this::labels, counters, position, opened.resume());
        emitter.refuseToGoBack();
        LineAssembler assembler = new LineAssembler(emitter);
        LogPump pump = new LogPump(LogOpener.decoder(terminal), assembler, listener(emitter));
        try (EngineResponse response = opened.response()) {
            closedFor = "";
            stream = response;
            if (stopped) {
                return;
            }
            pump.run(response);
        } catch (AnchorLostException e) {
            opener.anchorLost();
            return;
        } catch (WentBackException e) {
            events.reconnected("went_back");
            return;
        } finally {
            stream = null;
        }
        ended(info, pump);
    }

    private LogPump.ReadListener listener(Emitter emitter) {
        return new LogPump.ReadListener() {
            @Override
            public void beginRead() {
                ledger.book().beginRead();
                handingSince = System.nanoTime();
            }

            @Override
            public boolean endRead() {
                try {
                    if (emitter.endRead(Optional.empty())) {
                        opener.resumed();
                        position = emitter.position();
                        lastError = "";
                    }
                } finally {
                    handingSince = 0;
                }
                readAt = System.nanoTime();
                pauseMillis = 0;
                ledger.book().endRead();
                return emitter.needed();
            }
        };
    }

    StreamLabels labels() {
        return labels;
    }

    /**
     * Decides what the end of a stream means: that the container has stopped, or only that somebody cut it.
     *
     * <p>An engine may end a stream that follows with lines still in the log, so the end is read once more, at once: the
     * log of a container that removes itself is gone in a moment.
     */
    private void ended(ContainerInfo before, LogPump pump) throws IOException {
        Optional<LogPump> rest = before.running() ? rest() : Optional.of(pump);
        Optional<ContainerInfo> now = ContainerInfo.of(engine, id);
        boolean over = now.isEmpty() || !now.get().running();
        if (over && rest.isPresent()) {
            rest.get().finish();
            debt.paid(now.orElse(before));
            // Another start in between has lines of its own, which are still to be read.
            endedRun = now.map(ContainerInfo::startedAt)
                    .filter(before.startedAt()::equals)
                    .orElse(endedRun);
        } else if (over) {
            if (now.isEmpty()) {
                pump.finish();
            }
            backOff();
        } else if (now.get().startedAt().equals(before.startedAt())) {
            events.reconnected("end");
            backOff();
        }
    }

    /** Reads what the log holds beyond the last line read; nothing if the engine does not let it be read any more. */
    private Optional<LogPump> rest() throws IOException {
        for (int step = Math.max(0, usualStep - 1); step < LogOpener.STEPS && !stopped; step++) {
            try (EngineResponse response = opener.end(position, step)) {
                boolean lost = step == LogOpener.STEPS - 1 && position.isPresent();
                if (lost) {
                    debt.positionLost(labels.name());
                }
                Optional<Resume> resume = position.map(lost ? Resume::byTime : Resume::atAnchorSomewhere);
                Emitter emitter = new Emitter(ledger, receiver, this::labels, counters, position, resume);
                LogPump pump = new LogPump(LogOpener.decoder(terminal), new LineAssembler(emitter), listener(emitter));
                pump.run(response);
                if (resume.isEmpty() || !resume.get().waiting()) {
                    usualStep = step;
                    return Optional.of(pump);
                }
            } catch (EngineException e) {
                LOG.debug("the end of a log is gone", e);
                return Optional.empty();
            }
        }
        return Optional.empty();
    }

    /**
     * Reads a log that rotates often piece by piece: engines lose and repeat lines in a stream that follows such a log, and
     * never in one that does not.
     */
    private void readInPieces(ContainerInfo info) throws IOException {
        closedFor = "";
        while (!stopped) {
            Optional<Cursor> before = position;
            Optional<LogPump> rest = rest();
            if (rest.isPresent() && !position.equals(before)) {
                await(PIECES_PAUSE_MILLIS);
                continue;
            }
            Optional<ContainerInfo> now = ContainerInfo.of(engine, id);
            boolean goesOn = now.filter(n -> n.running() && n.startedAt().equals(info.startedAt()))
                    .isPresent();
            if (!goesOn || rest.isEmpty()) {
                lastPiece(info, now);
                return;
            }
            awaitMore();
        }
    }

    private void lastPiece(ContainerInfo info, Optional<ContainerInfo> now) throws IOException {
        Optional<LogPump> last = rest();
        if (last.isEmpty()) {
            backOff();
        } else if (now.isEmpty() || !now.get().running()) {
            last.get().finish();
            debt.paid(now.orElse(info));
            endedRun = now.map(ContainerInfo::startedAt).orElse(endedRun);
        }
    }

    /** Waits until the engine has something new: what it is, is read piece by piece. */
    private void awaitMore() throws IOException {
        try (EngineResponse bell = opener.bell()) {
            stream = bell;
            Optional<Cursor> before = position;
            rest();
            if (!stopped && position.equals(before)) {
                bell.read(new byte[1], 0, 1);
            }
        } finally {
            stream = null;
        }
    }

    private void failed(IOException e) {
        if (stopped) {
            return;
        }
        String reason = reason(e);
        events.reconnected(reason);
        String message = e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
        if (!message.equals(lastError) && closedFor.isEmpty()) {
            LOG.warn("container {}: {}; will be read again from where it was", shortId(), message);
        }
        lastError = message;
        engine.forgetVersion();
        backOff();
    }

    private String reason(IOException e) {
        if (!closedFor.isEmpty()) {
            return closedFor;
        }
        if (e instanceof DaemonErrorException) {
            return "daemon_error";
        }
        if (e instanceof EngineException refused) {
            return switch (refused.status()) {
                case 409 -> "conflict";
                case 501 -> "unreadable_driver";
                default -> "refused";
            };
        }
        return "connection";
    }

    private void backOff() {
        pauseMillis = Math.clamp(pauseMillis * 2, FIRST_PAUSE_MILLIS, LONGEST_PAUSE_MILLIS);
        await(pauseMillis);
    }

    private void await(long millis) {
        lock.lock();
        try {
            long seen = wakes;
            long nanos = TimeUnit.MILLISECONDS.toNanos(millis);
            while (!stopped && wakes == seen && nanos > 0) {
                nanos = changed.awaitNanos(nanos);
            }
        } catch (InterruptedException e) {
            stopped = true;
        } finally {
            lock.unlock();
        }
    }

    private void end() {
        lock.lock();
        try {
            stopped = true;
        } finally {
            lock.unlock();
        }
    }

    private boolean endUnlessWanted() {
        lock.lock();
        try {
            stopped |= !wanted;
            return stopped;
        } finally {
            lock.unlock();
        }
    }

    /**
     * Takes the labels of a target that has appeared, stayed, or come back.
     *
     * @return whether this reader still works; if not, another one takes over where it stopped
     */
    boolean target(StreamLabels now) {
        lock.lock();
        try {
            labels = now;
            wanted = true;
            wakes++;
            changed.signalAll();
            return !stopped;
        } finally {
            lock.unlock();
        }
    }

    /** Learns that the container is a target no more: what it has written is still read to the end. */
    void unwanted() {
        if (wanted) {
            unwantedAt = System.nanoTime();
        }
        wanted = false;
        wake();
    }

    /** Returns for how many nanoseconds the container has been no target. */
    long unwantedFor() {
        return wanted ? 0 : System.nanoTime() - unwantedAt;
    }

    boolean ended() {
        return over.getCount() == 0;
    }

    private void wake() {
        lock.lock();
        try {
            wakes++;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** Ends reading; what has been handed on stays on its way. */
    void stop() {
        stopped = true;
        FilePump open = pump;
        if (open != null) {
            open.halt();
        }
        closeStream("stop");
        wake();
    }

    /** Closes the stream, which is then opened again from where it was. */
    void closeStream(String reason) {
        EngineResponse open = stream;
        if (open != null) {
            closedFor = reason;
            try {
                open.close();
            } catch (IOException e) {
                LOG.debug("closing a log stream", e);
            }
        }
    }

    private String shortId() {
        return id.length() > 12 ? id.substring(0, 12) : id;
    }

    String id() {
        return id;
    }

    String name() {
        return labels.name();
    }

    Ledger ledger() {
        return ledger;
    }

    TailerCounters counters() {
        return counters;
    }

    Optional<Cursor> position() {
        return position;
    }

    boolean isWanted() {
        return wanted;
    }

    boolean following() {
        return stream != null || pump != null;
    }

    ReadPath readPath() {
        return readPath;
    }

    /** Returns since when the reader has waited for its receiver, by {@code System.nanoTime}, or 0. */
    long handingSince() {
        return handingSince;
    }

    long readAt() {
        return readAt;
    }

    String lastError() {
        return lastError;
    }

    /** Has the engine asked, in the background, whether the container runs on, and stops reading it if so. */
    void stopIfRunning() {
        unwantedAt = System.nanoTime();
        Thread.ofVirtual().name("unwanted-" + id).start(() -> {
            try {
                if (ContainerInfo.of(engine, id).filter(ContainerInfo::running).isPresent() && !wanted) {
                    stop();
                }
            } catch (IOException e) {
                LOG.debug("asking whether an unwanted container runs", e);
            }
        });
    }

    /** Has the engine asked, in the background, whether it has a line that did not come; if so the stream is dead. */
    void silent() {
        readAt = System.nanoTime();
        Thread.ofVirtual().name("silence-" + id).start(() -> {
            try {
                if (stream != null && opener.hasNewer(terminal, position)) {
                    closeStream("silent");
                }
            } catch (IOException e) {
                LOG.debug("asking whether a silent stream is alive", e);
            }
        });
    }
}
