package dev.plumbline.embedded.engine;

import dev.plumbline.embedded.engine.EngineContainer.State;
import dev.plumbline.embedded.http.Request;
import dev.plumbline.embedded.http.Response;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;

/** Answers {@code GET /containers/{id}/logs}. */
final class LogsEndpoint {
    private final Clock clock;

    LogsEndpoint(Clock clock) {
        this.clock = clock;
    }

    private record Wanted(
            boolean stdout,
            boolean stderr,
            boolean follow,
            boolean timestamps,
            boolean framed,
            Optional<Instant> since,
            Optional<Instant> until,
            int tail) {
        boolean has(LogMessage message) {
            return message.source() == Source.STDOUT ? stdout : stderr;
        }
    }

    Response answer(Request request, EngineContainer container, int minorVersion) {
        Wanted wanted = wanted(request, container);
        if (!wanted.stdout() && !wanted.stderr()) {
            throw new EngineException(400, "Bad parameters: you must choose at least one stream");
        }
        if (container.spec().logDriver().equals("none")) {
            throw new EngineException(501, "configured logging driver does not support reading");
        }
        if (container.state() == State.REMOVING) {
            throw new EngineException(409, "can not get logs from container which is dead or marked for removal");
        }
        String type = minorVersion >= 42 && wanted.framed()
                ? "application/vnd.docker.multiplexed-stream"
                : "application/vnd.docker.raw-stream";
        return Response.streaming(200, type, out -> {
            try (LogReader reader = container.reader()) {
                write(reader, wanted, out);
            } catch (InterruptedException e) {
                throw new InterruptedIOException("the client went away");
            }
        });
    }

    private Wanted wanted(Request request, EngineContainer container) {
        String tail = request.parameter("tail").orElse("all");
        return new Wanted(
                flag(request, "stdout"),
                flag(request, "stderr"),
                flag(request, "follow") && container.isUp(),
                flag(request, "timestamps"),
                !container.spec().tty(),
                EngineTime.parse(request.parameter("since"), clock),
                EngineTime.parse(request.parameter("until"), clock),
                tail.matches("\\d{1,9}") ? Integer.parseInt(tail) : -1);
    }

    static boolean flag(Request request, String name) {
        String value = request.parameter(name).orElse("").strip().toLowerCase(java.util.Locale.ROOT);
        return !(value.isEmpty()
                || value.equals("0")
                || value.equals("no")
                || value.equals("false")
                || value.equals("none"));
    }

    private static void write(LogReader reader, Wanted wanted, OutputStream out)
            throws IOException, InterruptedException {
        if (!history(reader, wanted, out)) {
            return;
        }
        out.flush();
        while (wanted.follow()) {
            Optional<LogMessage> message = reader.follow();
            if (message.isEmpty() || isLate(message.get(), wanted)) {
                return;
            }
            write(message.get(), wanted, out);
            for (message = reader.next(); message.isPresent(); message = reader.next()) {
                if (isLate(message.get(), wanted)) {
                    return;
                }
                write(message.get(), wanted, out);
            }
            out.flush();
        }
    }

    /** Writes what is there; since skips to the first message that is not older and lets everything behind it pass. */
    private static boolean history(LogReader reader, Wanted wanted, OutputStream out) throws IOException {
        Deque<LogMessage> last = new ArrayDeque<>();
        boolean skipping = wanted.since().isPresent();
        for (Optional<LogMessage> m = reader.next(); m.isPresent(); m = reader.next()) {
            LogMessage message = m.get();
            if (isLate(message, wanted)) {
                break;
            }
            if (wanted.tail() >= 0) {
                last.addLast(message);
                if (last.size() > wanted.tail()) {
                    last.removeFirst();
                }
                continue;
            }
            skipping = skipping && message.time().isBefore(wanted.since().orElse(Instant.MIN));
            if (!skipping) {
                write(message, wanted, out);
            }
        }
        for (LogMessage message : last) {
            skipping = skipping && message.time().isBefore(wanted.since().orElse(Instant.MIN));
            if (!skipping) {
                write(message, wanted, out);
            }
        }
        return wanted.follow();
    }

    private static boolean isLate(LogMessage message, Wanted wanted) {
        return wanted.until().map(u -> message.time().isAfter(u)).orElse(false);
    }

    private static void write(LogMessage message, Wanted wanted, OutputStream out) throws IOException {
        if (!wanted.has(message)) {
            return;
        }
        byte[] prefix =
                wanted.timestamps() ? (message.timestamp() + " ").getBytes(StandardCharsets.US_ASCII) : new byte[0];
        if (wanted.framed()) {
            out.write(ByteBuffer.allocate(8)
                    .put((byte) message.source().type())
                    .putInt(4, prefix.length + message.text().length)
                    .array());
        }
        out.write(prefix);
        out.write(message.text());
    }
}
