package dev.plumbline.collector.source;

import dev.plumbline.collector.engine.EngineResponse;
import java.io.IOException;
import java.util.Optional;

/**
 * Reads a log that rotates often piece by piece: engines lose and repeat lines in a stream that follows such a log, and
 * never in one that does not.
 */
final class PieceReading implements Reading {
    private static final long PAUSE_MILLIS = 50;

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
            Optional<Cursor> before = reader.progress().position();
            Optional<LogPump> piece = end.read(info.terminal());
            if (piece.isPresent() && !reader.progress().position().equals(before)) {
                reader.life().await(PAUSE_MILLIS);
                continue;
            }
            Optional<ContainerInfo> now = ContainerInfo.of(reader.engine(), reader.id());
            boolean goesOn = now.filter(n -> n.running() && n.startedAt().equals(info.startedAt()))
                    .isPresent();
            if (!goesOn || piece.isEmpty()) {
                return last(info, now);
            }
            awaitMore(info.terminal());
        }
        return Optional.empty();
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

    /** Waits until the engine has something new: what it is, is read piece by piece. */
    private void awaitMore(boolean terminal) throws IOException {
        try (EngineResponse bell = opener.bell()) {
            stream.opened(bell);
            Optional<Cursor> before = reader.progress().position();
            end.read(terminal);
            if (!reader.life().stopped() && reader.progress().position().equals(before)) {
                bell.read(new byte[1], 0, 1);
            }
        } finally {
            stream.closed();
        }
    }
}
