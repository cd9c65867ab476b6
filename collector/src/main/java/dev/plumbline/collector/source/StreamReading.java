package dev.plumbline.collector.source;

import dev.plumbline.collector.engine.EngineResponse;
import java.io.IOException;
import java.util.Optional;

/** Reads a log as the engine streams it: opens it, follows it, and looks at its end once more. */
final class StreamReading implements Reading {
    private final Reader reader;
    private final LogOpener opener;
    private final LogEnd end;
    private final OpenStream stream;

    StreamReading(Reader reader, LogOpener opener, LogEnd end, OpenStream stream) {
        this.reader = reader;
        this.opener = opener;
        this.end = end;
        this.stream = stream;
    }

    @Override
    public Optional<String> read(ContainerInfo info) throws IOException {
        LogOpener.Opened opened =
                opener.follow(info.terminal(), reader.progress().position());
        if (opened.gap()) {
            reader.debt().positionLost(reader.name());
        }
        Emitter emitter = reader.progress().emitter(opened.resume());
        emitter.refuseToGoBack();
        LogPump pump = end.pump(info.terminal(), emitter);
        try (EngineResponse response = opened.response()) {
            stream.begin();
            stream.opened(response);
            if (reader.life().stopped()) {
                return Optional.empty();
            }
            pump.run(response);
        } catch (AnchorLostException e) {
            opener.anchorLost();
            return Optional.empty();
        } catch (WentBackException e) {
            reader.events().reconnected("went_back");
            return Optional.empty();
        } finally {
            stream.closed();
        }
        return ended(info, pump);
    }

    /**
     * Decides what the end of a stream means: that the container has stopped, or only that somebody cut it.
     *
     * <p>An engine may end a stream that follows with lines still in the log, so the end is read once more, at once: the
     * log of a container that removes itself is gone in a moment.
     */
    private Optional<String> ended(ContainerInfo before, LogPump pump) throws IOException {
        Optional<LogPump> rest = before.running() ? end.read(before.terminal()) : Optional.of(pump);
        Optional<ContainerInfo> now = ContainerInfo.of(reader.engine(), reader.id());
        boolean over = now.isEmpty() || !now.get().running();
        if (over && rest.isPresent()) {
            rest.get().finish();
            reader.debt().paid(now.orElse(before));
            // Another start in between has lines of its own, which are still to be read.
            return now.map(ContainerInfo::startedAt).filter(before.startedAt()::equals);
        }
        if (over) {
            if (now.isEmpty()) {
                pump.finish();
            }
            reader.life().backOff();
        } else if (now.get().startedAt().equals(before.startedAt())) {
            reader.events().reconnected("end");
            reader.life().backOff();
        }
        return Optional.empty();
    }
}
