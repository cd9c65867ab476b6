package dev.plumbline.collector.source;

import dev.plumbline.collector.engine.EngineException;
import dev.plumbline.collector.engine.EngineResponse;
import java.io.IOException;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Reads what a log holds beyond the last line read, without following it. */
final class LogEnd {
    private static final Logger LOG = LoggerFactory.getLogger(LogEnd.class);

    private final Reader reader;
    private final LogOpener opener;
    private int usualStep;

    LogEnd(Reader reader, LogOpener opener) {
        this.reader = reader;
        this.opener = opener;
    }

    /**
     * Reads to the log's end, as it is now.
     *
     * @return what has read it, which may hold a line without an end; nothing if the engine does not let it be read any
     *     more
     */
    Optional<LogPump> read(boolean terminal) throws IOException {
        for (int step = Math.max(0, usualStep - 1);
                step < LogOpener.STEPS && !reader.life().stopped();
                step++) {
            Optional<Cursor> position = reader.progress().position();
            try (EngineResponse response = opener.end(position, step)) {
                boolean lost = step == LogOpener.STEPS - 1 && position.isPresent();
                if (lost) {
                    reader.debt().positionLost(reader.name());
                }
                Optional<Resume> resume = position.map(lost ? Resume::byTime : Resume::atAnchorSomewhere);
                LogPump pump = pump(terminal, reader.progress().emitter(resume));
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

    /** Makes what reads a stream of this log into an emitter. */
    LogPump pump(boolean terminal, Emitter emitter) {
        return new LogPump(
                LogOpener.decoder(terminal),
                new LineAssembler(emitter),
                new LogPump.ReadListener() {
                    @Override
                    public void beginRead() {
                        reader.progress().beginRead();
                    }

                    @Override
                    public boolean endRead() {
                        if (reader.progress().endRead(emitter, Optional.empty())) {
                            opener.resumed();
                        }
                        reader.life().goesWell();
                        return emitter.needed();
                    }
                },
                reader.progress().ledger().book().budget());
    }
}
