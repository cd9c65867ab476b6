package dev.plumbline.collector.source;

import dev.plumbline.collector.entry.Labels;
import dev.plumbline.collector.entry.Receiver;
import dev.plumbline.collector.entry.ReceiverClosedException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Reads one plain file for as long as it is wanted, over rotations and truncations. */
final class FileTailer implements Runnable {
    private static final Logger LOG = LoggerFactory.getLogger(FileTailer.class);
    private static final long RETRY_NANOS = TimeUnit.SECONDS.toNanos(1);

    private final Path path;
    private final Receiver receiver;
    private final Ledger ledger;
    private final TailerCounters counters;
    private final Options options;
    private final Clock clock;
    private volatile StreamLabels labels;
    private volatile Optional<PlainPlace> place;
    private Optional<FileTailer> before;
    private final CountDownLatch over = new CountDownLatch(1);
    private volatile boolean stopped;
    private volatile @Nullable FilePump pump;
    private volatile String lastError = "";

    /**
     * How files are read.
     *
     * @param fromEnd whether one that was never read is read from its end
     * @param pollNanos how long to wait before a file is looked at again
     */
    record Options(boolean fromEnd, long pollNanos) {}

    /**
     * Makes a reader that does not read yet.
     *
     * @param before the reader of this file until now: this one waits for its end and goes on where that stopped
     */
    FileTailer(
            Path path,
            Receiver receiver,
            Labels labels,
            Ledger ledger,
            Optional<PlainPlace> place,
            TailerCounters counters,
            Options options,
            Clock clock,
            Optional<FileTailer> before) {
        this.before = before;
        this.path = path;
        this.receiver = receiver;
        this.labels = new StreamLabels(path.toString(), Optional.of(labels), Optional.empty());
        this.ledger = ledger;
        this.place = place;
        this.counters = counters;
        this.options = options;
        this.clock = clock;
    }

    @Override
    public void run() {
        try {
            if (before.isPresent()) {
                before.get().over.await();
                place = before.get().place;
                before = Optional.empty();
            }
            read();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            stopped = true;
            over.countDown();
        }
    }

    private void read() {
        while (!stopped) {
            try {
                if (Files.isReadable(path)) {
                    follow();
                } else {
                    lastError = "the file is not there, or cannot be read";
                }
            } catch (ReceiverClosedException e) {
                return;
            } catch (IOException e) {
                lastError = String.valueOf(e.getMessage());
                LOG.warn("file {}: {}; will be read again from where it was", path, lastError);
            } catch (RuntimeException e) {
                // Its message may hold what is in the file: only its kind is told.
                lastError = "reading failed: " + e.getClass().getSimpleName();
                LOG.warn("file {}: {}; will be read again from where it was", path, lastError);
            }
            if (!stopped) {
                LockSupport.parkNanos(this, RETRY_NANOS);
            }
        }
    }

    private void follow() throws IOException {
        RotatedLog log = new RotatedLog(path);
        long identity = place.map(PlainPlace::identity).orElse(0L);
        boolean known = place.isPresent() && isKnown(log, place.get());
        FileChain.Selection files = known ? () -> log.from(identity) : log::written;
        long offset = known ? place.map(PlainPlace::offset).orElse(0L) : beginning();
        Emitter emitter = new Emitter(ledger, receiver, () -> labels, counters, Optional.empty(), Optional.empty());
        LineAssembler assembler = new LineAssembler(emitter);
        try (FilePump open = new FilePump(
                log,
                files,
                offset,
                new PlainDecoder(this::now),
                assembler,
                () -> Timestamps.NONE,
                listener(emitter),
                ledger.book().budget())) {
            open.exact();
            pump = open;
            while (!stopped && open.hasFile()) {
                if (!open.readToEnd()) {
                    open.rest();
                    LockSupport.parkNanos(this, options.pollNanos());
                }
            }
        } finally {
            pump = null;
        }
    }

    /** Tells whether the file is there that was read before, and a line ends where reading came to. */
    private boolean isKnown(RotatedLog log, PlainPlace read) throws IOException {
        List<RotatedLog.Listed> files = log.from(read.identity());
        if (files.isEmpty()) {
            return false;
        }
        boolean same = packed() || LogSegment.endsLineAt(files.getFirst().path(), read.offset(), files.size() > 1);
        if (!same) {
            LOG.warn("file {}: it holds something else than what was read before; read from its beginning", path);
        }
        return same;
    }

    private long beginning() throws IOException {
        return place.isEmpty() && options.fromEnd() && !packed() ? Files.size(path) : 0;
    }

    private boolean packed() {
        return path.toString().endsWith(".gz");
    }

    private long now() {
        Instant now = clock.instant();
        return now.getEpochSecond() * 1_000_000_000L + now.getNano();
    }

    private FilePump.ReadListener listener(Emitter emitter) {
        return new FilePump.ReadListener() {
            @Override
            public void beginRead() {
                ledger.book().beginRead();
            }

            @Override
            public boolean endRead(Optional<Cursor.FilePlace> reached) {
                try {
                    if (emitter.endRead(reached)) {
                        place = reached.map(p -> new PlainPlace(p.identity(), p.offset()));
                        lastError = "";
                    }
                } finally {
                    ledger.book().endRead();
                }
                return emitter.needed();
            }

            @Override
            public void mayHaveLost(String how) {
                // Whoever rotates a file like this may name the old one as he likes.
                LOG.debug("file {}: {}", path, how);
            }
        };
    }

    void label(Labels now) {
        labels = new StreamLabels(path.toString(), Optional.of(now), Optional.empty());
    }

    boolean stopped() {
        return stopped;
    }

    boolean ended() {
        return over.getCount() == 0;
    }

    void stop() {
        stopped = true;
        FilePump open = pump;
        if (open != null) {
            open.halt();
        }
    }

    Path path() {
        return path;
    }

    Ledger ledger() {
        return ledger;
    }

    TailerCounters counters() {
        return counters;
    }

    String lastError() {
        return lastError;
    }
}
