package dev.plumbline.collector.engine;

import dev.plumbline.collector.json.Json;
import dev.plumbline.collector.json.JsonException;
import dev.plumbline.collector.json.JsonReader;
import java.io.Closeable;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * Asks an engine, each time over a connection of its own, in the API version that the engine itself speaks: engine 20.10
 * knows up to 1.41, engine 29 refuses what is older than 1.44.
 */
public final class EngineClient implements Closeable {
    private static final int LARGEST_JSON = 64 << 20;
    private static final int LARGEST_REFUSAL = 64 << 10;
    private static final int LONGEST_REASON = 300;
    private static final long ANSWER_SECONDS = 30;

    private final EngineAddress address;
    private final Map<String, String> headers;
    private final Set<Wire> waiting = ConcurrentHashMap.newKeySet();
    private volatile @Nullable String prefix;

    /**
     * Makes a client; nothing is asked yet.
     *
     * @param headers sent with every request, such as an authorization
     */
    public EngineClient(EngineAddress address, Map<String, String> headers) {
        this.address = address;
        this.headers = Map.copyOf(headers);
    }

    /**
     * Asks for a path below the API's version, such as {@code /containers/ID/logs}. The engine has half a minute to begin its
     * answer; that may take any time then.
     *
     * @return the answer; to be closed
     * @throws EngineException if the engine, or a proxy before it, answers anything else than 200
     * @throws IOException if it cannot be reached, or does not answer in time
     */
    public EngineResponse get(String path) throws IOException {
        return ask(version() + path, response -> {
            if (response.status() != 200) {
                throw failure(path, response);
            }
            return response;
        });
    }

    /**
     * Asks for a path and reads the JSON that comes back, within half a minute.
     *
     * @throws EngineException if the engine, or a proxy before it, answers anything else than 200
     * @throws IOException if it cannot be reached, or does not answer in time
     */
    public Json value(String path) throws IOException {
        return whole(version() + path, response -> {
            if (response.status() != 200) {
                throw failure(path, response);
            }
            return read(response);
        });
    }

    /**
     * Asks for a path as {@link #value} does.
     *
     * @return the answer, or nothing where the engine answers 404
     */
    public Optional<Json> json(String path) throws IOException {
        try {
            return Optional.of(value(path));
        } catch (EngineException e) {
            if (e.status() == 404) {
                return Optional.empty();
            }
            throw e;
        }
    }

    /** Makes an exception of an answer that is not a success; reads its body. */
    private EngineException failure(String path, EngineResponse response) throws IOException {
        String body = new String(response.body(LARGEST_REFUSAL), StandardCharsets.UTF_8);
        String reason = body.strip();
        try {
            reason = JsonReader.read(body).at("message").plain().orElse(reason);
        } catch (JsonException e) {
            // A proxy in between answers in its own words.
        }
        return new EngineException(
                response.status(),
                "the engine at " + address + " answered " + response.status() + " to " + question(path)
                        + (reason.isEmpty() ? "" : ": ")
                        + (reason.length() > LONGEST_REASON ? reason.substring(0, LONGEST_REASON) : reason));
    }

    private static String question(String path) {
        return "GET " + path.replaceFirst("\\?.*", "");
    }

    private String version() throws IOException {
        String known = prefix;
        if (known == null) {
            known = negotiate();
            prefix = known;
        }
        return known;
    }

    /** Forgets the API version: an engine that was restarted may be another one. */
    public void forgetVersion() {
        prefix = null;
    }

    private String negotiate() throws IOException {
        Optional<String> pinged = whole("/_ping", ping -> {
            ping.body(LARGEST_REFUSAL);
            return ping.status() == 200 ? ping.header("api-version") : Optional.empty();
        });
        if (pinged.isPresent()) {
            return "/v" + pinged.get();
        }
        String told = whole(
                "/version",
                version ->
                        version.status() == 200 ? read(version).at("ApiVersion").text() : "");
        return told.isEmpty() ? "" : "/v" + told;
    }

    private static Json read(EngineResponse response) throws IOException {
        return read(new String(response.body(LARGEST_JSON), StandardCharsets.UTF_8));
    }

    /**
     * Reads what an engine has sent.
     *
     * @throws IOException if it is not JSON
     */
    public static Json read(String text) throws IOException {
        try {
            return JsonReader.read(text);
        } catch (JsonException e) {
            throw new IOException("the engine does not send JSON: " + e.getMessage());
        }
    }

    /** What is made of an answer. */
    private interface Reading<T> {
        T of(EngineResponse response) throws IOException;
    }

    private <T> T whole(String path, Reading<T> reading) throws IOException {
        return ask(path, response -> {
            try (response) {
                return reading.of(response);
            }
        });
    }

    /**
     * Asks, and reads of the answer what is to be there within half a minute; nor does it wait once this is closed. That is
     * done in a thread of its own: what a virtual thread's stack has grown to at its first wait stays with it, and there may
     * be hundreds who ask before they read.
     */
    private <T> T ask(String path, Reading<T> reading) throws IOException {
        Wire wire = open();
        waiting.add(wire);
        FutureTask<T> asking = new FutureTask<>(() -> reading.of(request(wire, path)));
        Thread.ofVirtual().name("engine").start(asking);
        try {
            return asking.get(ANSWER_SECONDS, TimeUnit.SECONDS);
        } catch (TimeoutException e) {
            close(wire);
            throw new IOException("the engine at " + address + " does not answer " + question(path) + " within "
                    + ANSWER_SECONDS + " s");
        } catch (ExecutionException e) {
            close(wire);
            if (e.getCause() instanceof IOException broken) {
                throw broken;
            }
            throw new IllegalStateException("asking the engine failed", e.getCause());
        } catch (InterruptedException e) {
            close(wire);
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("no answer is waited for any more");
        } finally {
            waiting.remove(wire);
        }
    }

    private static void close(Wire wire) {
        try {
            wire.close();
        } catch (IOException e) {
            // It is gone either way.
        }
    }

    private Wire open() throws IOException {
        try {
            return address.open();
        } catch (IOException e) {
            throw new IOException("the engine at " + address + " cannot be reached: " + e.getMessage(), e);
        }
    }

    private EngineResponse request(Wire wire, String path) throws IOException {
        StringBuilder head = new StringBuilder()
                .append("GET ")
                .append(path)
                .append(" HTTP/1.1\r\nHost: ")
                .append(address.hostHeader())
                .append("\r\nUser-Agent: plumbline-collector\r\nConnection: close\r\n");
        headers.forEach(
                (name, value) -> head.append(name).append(": ").append(value).append("\r\n"));
        wire.write(head.append("\r\n").toString().getBytes(StandardCharsets.ISO_8859_1));
        return EngineResponse.read(wire);
    }

    /** Ends who waits for an answer. */
    @Override
    public void close() {
        waiting.forEach(EngineClient::close);
    }
}
