package dev.plumbline.embedded.engine;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Optional;

/** Reads the messages of a container's log from the oldest on, over rotations. */
final class LogReader implements AutoCloseable {
    private final ContainerLog log;
    private final int run;
    private final ByteArrayOutputStream line = new ByteArrayOutputStream();
    private ContainerLog.Opened opened;
    private long read;

    LogReader(ContainerLog log) throws IOException {
        this.log = log;
        this.run = log.run();
        this.opened = log.open(0);
    }

    /** Returns the next message; empty where the log ends at present. */
    Optional<LogMessage> next() throws IOException {
        while (true) {
            Optional<byte[]> found = line();
            if (found.isPresent()) {
                return Optional.of(LogMessage.parse(found.get()));
            }
            if (log.generation() == opened.generation()) {
                return Optional.empty();
            }
            // It was rotated away: what was still written to it before that comes first.
            found = line();
            if (found.isPresent()) {
                return Optional.of(LogMessage.parse(found.get()));
            }
            int next = opened.generation() + 1;
            opened.stream().close();
            line.reset();
            opened = log.open(next);
            read = 0;
        }
    }

    /** Waits for the next message; empty once the run that was going on at the beginning has ended. */
    Optional<LogMessage> follow() throws IOException, InterruptedException {
        while (true) {
            boolean more = log.isRunning(run);
            Optional<LogMessage> message = next();
            if (message.isPresent() || !more) {
                return message;
            }
            log.await(opened.generation(), read, run);
        }
    }

    private Optional<byte[]> line() throws IOException {
        for (int b = opened.stream().read(); b >= 0; b = opened.stream().read()) {
            read++;
            if (b == '\n') {
                byte[] whole = line.toByteArray();
                line.reset();
                return Optional.of(whole);
            }
            line.write(b);
        }
        return Optional.empty();
    }

    @Override
    public void close() throws IOException {
        opened.stream().close();
    }
}
