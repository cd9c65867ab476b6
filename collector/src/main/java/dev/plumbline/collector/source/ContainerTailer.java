package dev.plumbline.collector.source;

import dev.plumbline.collector.engine.EngineClient;
import dev.plumbline.collector.engine.EngineException;
import dev.plumbline.collector.entry.Receiver;
import dev.plumbline.collector.entry.ReceiverClosedException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads one container's log for as long as the container exists and is wanted: chooses how, and begins again at the same
 * line after whatever breaks it off.
 */
final class ContainerTailer implements Runnable {
    private static final Logger LOG = LoggerFactory.getLogger(ContainerTailer.class);
    private static final long WAIT_FOR_START_MILLIS = 500;

    private final String id;
    private final EngineClient engine;
    private final TailerEvents events;
    private final ReadPaths paths;
    private final Lifetime life = new Lifetime();
    private final OpenStream stream = new OpenStream();
    private final LogOpener opener;
    private final Debt debt;
    private final Progress progress;
    private final FileReading byFile;
    private final StreamReading byStream;
    private final PieceReading byPieces;
    private final CountDownLatch over = new CountDownLatch(1);

    private volatile StreamLabels labels;
    private volatile boolean terminal;
    private volatile ReadPath readPath = ReadPath.API;
    private Optional<ContainerTailer> before;
    private String endedRun = "";

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
        this.labels = labels;
        this.events = events;
        this.paths = paths;
        this.opener = new LogOpener(engine, id);
        this.debt = new Debt(engine, id, events);
        this.progress = new Progress(receiver, ledger, counters, this::labels, position);
        Reader reader = new Reader(id, engine, this::labels, progress, life, debt, events);
        LogEnd end = new LogEnd(reader, opener);
        this.byFile = new FileReading(reader);
        this.byStream = new StreamReading(reader, opener, end, stream);
        this.byPieces = new PieceReading(reader, opener, end, stream);
    }

    @Override
    public void run() {
        try {
            if (before.isPresent()) {
                before.get().over.await();
                progress.goOnAt(before.get().position());
                before = Optional.empty();
            }
            read();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            life.stop();
            over.countDown();
        }
    }

    private void read() {
        while (!life.stopped()) {
            try {
                Optional<ContainerInfo> info = ContainerInfo.of(engine, id);
                if (info.isEmpty()) {
                    debt.containerGone(labels.name());
                    life.stop();
                } else if (!info.get().running() && endedRun.equals(info.get().startedAt())) {
                    if (!life.stopUnlessWanted()) {
                        life.await(WAIT_FOR_START_MILLIS);
                    }
                } else {
                    read(info.get()).ifPresent(run -> endedRun = run);
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

    private Optional<String> read(ContainerInfo info) throws IOException {
        terminal = info.terminal();
        debt.owes(info);
        Optional<Path> file = paths.choose(info);
        readPath = file.isPresent() ? ReadPath.FILE : ReadPath.API;
        if (file.isPresent()) {
            return byFile.read(info, file.get());
        }
        return info.inPieces() ? byPieces.read(info) : byStream.read(info);
    }

    private void failed(IOException e) {
        if (life.stopped()) {
            return;
        }
        events.reconnected(reason(e));
        String message = e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
        if (!message.equals(progress.lastError()) && stream.cutFor().isEmpty()) {
            LOG.warn("container {}: {}; will be read again from where it was", shortId(), message);
        }
        progress.failed(message);
        engine.forgetVersion();
        life.backOff();
    }

    private String reason(IOException e) {
        if (!stream.cutFor().isEmpty()) {
            return stream.cutFor();
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

    /**
     * Takes the labels of a target that has appeared, stayed, or come back.
     *
     * @return whether this reader still works; if not, another one takes over where it stopped
     */
    boolean target(StreamLabels now) {
        labels = now;
        return life.want();
    }

    /** Learns that the container is a target no more: what it has written is still read to the end. */
    void unwanted() {
        life.unwant();
    }

    /** Returns for how many nanoseconds the container has been no target. */
    long unwantedFor() {
        return life.unwantedFor();
    }

    /** Ends reading; what has been handed on stays on its way. */
    void stop() {
        life.stop();
        byFile.halt();
        stream.cut("stop");
    }

    /** Closes the stream, which is then opened again from where it was. */
    void closeStream(String reason) {
        stream.cut(reason);
    }

    /** Has the engine asked, in the background, whether the container runs on, and stops reading it if so. */
    void stopIfRunning() {
        life.touch();
        Thread.ofVirtual().name("unwanted-" + id).start(() -> {
            try {
                if (ContainerInfo.of(engine, id).filter(ContainerInfo::running).isPresent() && !life.wanted()) {
                    stop();
                }
            } catch (IOException e) {
                LOG.debug("asking whether an unwanted container runs", e);
            }
        });
    }

    /** Has the engine asked, in the background, whether it has a line that did not come; if so the stream is dead. */
    void silent() {
        progress.touch();
        Thread.ofVirtual().name("silence-" + id).start(() -> {
            try {
                if (stream.isOpen() && opener.hasNewer(terminal, progress.position())) {
                    stream.cut("silent");
                }
            } catch (IOException e) {
                LOG.debug("asking whether a silent stream is alive", e);
            }
        });
    }

    private String shortId() {
        return id.length() > 12 ? id.substring(0, 12) : id;
    }

    String id() {
        return id;
    }

    StreamLabels labels() {
        return labels;
    }

    String name() {
        return labels.name();
    }

    Ledger ledger() {
        return progress.ledger();
    }

    TailerCounters counters() {
        return progress.counters();
    }

    Optional<Cursor> position() {
        return progress.position();
    }

    /** Returns since when the reader has waited for its receiver, by {@code System.nanoTime}, or 0. */
    long handingSince() {
        return progress.handingSince();
    }

    long readAt() {
        return progress.readAt();
    }

    String lastError() {
        return progress.lastError();
    }

    boolean isWanted() {
        return life.wanted();
    }

    boolean ended() {
        return over.getCount() == 0;
    }

    boolean following() {
        return stream.isOpen() || byFile.reads();
    }

    ReadPath readPath() {
        return readPath;
    }
}
