package dev.plumbline.collector.discovery;

import dev.plumbline.collector.engine.EngineClient;
import dev.plumbline.collector.engine.EngineResponse;
import dev.plumbline.collector.json.Json;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.NoSuchElementException;
import java.util.Optional;

/** Values of a body that is still being written, a line each. */
final class JsonLines implements ContainerEngine.Stream {
    private static final int LONGEST = 1 << 20;

    private final EngineResponse response;
    private final Runnable closed;
    private final byte[] buffer = new byte[4096];
    private final ByteArrayOutputStream line = new ByteArrayOutputStream();
    private int at;
    private int end;
    private Optional<Json> next = Optional.empty();

    /**
     * Makes it.
     *
     * @param closed run once the body was closed
     */
    JsonLines(EngineResponse response, Runnable closed) {
        this.response = response;
        this.closed = closed;
    }

    /**
     * Waits for a value.
     *
     * @throws UncheckedIOException if the connection breaks, or what comes is not JSON
     */
    @Override
    public boolean hasNext() {
        try {
            while (next.isEmpty() && (at < end || more())) {
                take();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return next.isPresent();
    }

    private boolean more() throws IOException {
        at = 0;
        do {
            end = response.read(buffer, 0, buffer.length);
        } while (end == 0);
        return end > 0;
    }

    private void take() throws IOException {
        int from = at;
        while (at < end && buffer[at] != '\n') {
            at++;
        }
        line.write(buffer, from, at - from);
        if (line.size() > LONGEST) {
            throw new IOException("the engine sends a line of more than " + LONGEST + " bytes");
        }
        if (at < end) {
            at++;
            String text = line.toString(StandardCharsets.UTF_8);
            line.reset();
            next = text.isBlank() ? Optional.empty() : Optional.of(EngineClient.read(text));
        }
    }

    @Override
    public Json next() {
        if (!hasNext()) {
            throw new NoSuchElementException();
        }
        Json value = next.orElseThrow();
        next = Optional.empty();
        return value;
    }

    @Override
    public void close() throws IOException {
        closed.run();
        response.close();
    }
}
