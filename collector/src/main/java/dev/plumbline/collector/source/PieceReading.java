package dev.plumbline.collector.source;

import dev.plumbline.collector.engine.EngineResponse;
import java.io.IOException;
import java.util.Optional;

/**
 * Reads a log that is rotated piece by piece: engines lose and repeat lines in a stream that follows such a log, and
 * never in one that does not. A stream that follows it only tells when there is something new.
 */
final class PieceReading implements Reading {
    /** Lets lines gather between two pieces, so that what a piece reads again is little beside what is new. */
    private static final long PAUSE_MILLIS = 50;

    /** A piece with more lines is not the last for now: the next one is read without being told. */
    private static final long MANY = 200;

    private static final int HEARD_AT_ONCE = 64 << 10;

    private final Reader reader;
    private final LogOpener opener;
    private final LogEnd end;
    private final OpenStream stream;

    PieceReading(Reader reader, LogOpener opener, LogEnd end, OpenStream stream) {
        this.reader = reader;
        this.opener = opener;
        this.end = end;
        this.stream = stream;
    }

    @Override
    public Optional<String> read(ContainerInfo info) throws IOException {
        stream.begin();
        while (!reader.life().stopped()) {
            boolean readable = catchUp(info.terminal());
            Optional<ContainerInfo> now = ContainerInfo.of(reader.engine(), reader.id());
            boolean goesOn = now.filter(n -> n.running() && n.startedAt().equals(info.startedAt()))
                    .isPresent();
            if (!goesOn || !readable) {
                return last(info, now);
            }
            listen(info.terminal());
        }
        return Optional.empty();
    }

    /** Reads pieces until one brings little; returns whether the engine lets the log be read. */
    private boolean catchUp(boolean terminal) throws IOException {
        while (!reader.life().stopped()) {
            long before = lines();
            if (end.read(terminal).isEmpty()) {
                return false;
            }
            if (lines() - before < MANY) {
                return true;
            }
            reader.life().await(PAUSE_MILLIS);
        }
        return true;
    }

    /** Reads a piece whenever the engine has something new, until it has much, or says no more. */
    private void listen(boolean terminal) throws IOException {
        byte[] heard = new byte[HEARD_AT_ONCE];
        try (EngineResponse bell = opener.bell()) {
            stream.opened(bell);
            long before;
            do {
                before = lines();
                if (end.read(terminal).isEmpty()) {
                    return;
                }
            } while (lines() - before < MANY && rings(bell, heard));
        } finally {
            stream.closed();
        }
    }

    private boolean rings(EngineResponse bell, byte[] heard) throws IOException {
        if (reader.life().stopped() || bell.read(heard, 0, heard.length) < 0) {
            return false;
        }
        reader.life().await(PAUSE_MILLIS);
        return !reader.life().stopped();
    }

    private long lines() {
        return reader.progress().counters().lines();
    }

    private Optional<String> last(ContainerInfo info, Optional<ContainerInfo> now) throws IOException {
        Optional<LogPump> last = end.read(info.terminal());
        if (last.isEmpty()) {
            reader.life().backOff();
        } else if (now.isEmpty() || !now.get().running()) {
            last.get().finish();
            reader.debt().paid(now.orElse(info));
            return now.map(ContainerInfo::startedAt);
        }
        return Optional.empty();
    }
}
