package dev.plumbline.collector.testkit;

import dev.plumbline.collector.testkit.PushDecoder.Pushed;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Predicate;

/** One request to a {@link ScriptedLoki}, and what can be done to it. */
public final class ScriptedCall {
    private final ScriptedLoki loki;
    private final Socket socket;
    private final InputStream in;
    private final String target;
    private final Map<String, String> headers;
    private Optional<byte[]> body = Optional.empty();

    private ScriptedCall(ScriptedLoki loki, Socket socket, InputStream in, String target, Map<String, String> headers) {
        this.loki = loki;
        this.socket = socket;
        this.in = in;
        this.target = target;
        this.headers = headers;
    }

    /** Reads the head of a request; nothing where there is none any more. */
    static Optional<ScriptedCall> read(ScriptedLoki loki, Socket socket, InputStream in) throws IOException {
        String first = line(in);
        if (first.isEmpty()) {
            return Optional.empty();
        }
        Map<String, String> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        for (String line = line(in); !line.isEmpty(); line = line(in)) {
            int colon = line.indexOf(':');
            if (colon < 0) {
                return Optional.empty(); // whoever asked has gone
            }
            headers.put(line.substring(0, colon), line.substring(colon + 1).strip());
        }
        return Optional.of(new ScriptedCall(loki, socket, in, first.split(" ")[1], headers));
    }

    private static String line(InputStream in) throws IOException {
        StringBuilder line = new StringBuilder();
        for (int c = in.read(); c >= 0 && c != '\n'; c = in.read()) {
            if (c != '\r') {
                line.append((char) c);
            }
        }
        return line.toString();
    }

    boolean isPush() {
        return target.split("\\?", 2)[0].endsWith("/push");
    }

    /** Returns a header's value; empty where there is none. */
    public String header(String name) {
        return headers.getOrDefault(name, "");
    }

    /** Returns the path and the query that were asked for. */
    public String target() {
        return target;
    }

    private int length() {
        return Integer.parseInt(headers.getOrDefault("Content-Length", "0"));
    }

    /** Returns the body, whole. */
    public byte[] body() throws IOException {
        if (body.isEmpty()) {
            body = Optional.of(in.readNBytes(length()));
        }
        return body.get();
    }

    /** Returns the entries that are pushed. */
    public List<Pushed> entries() throws IOException {
        return PushDecoder.decode(body());
    }

    /** Stores all entries. */
    public ScriptedCall store() throws IOException {
        return store(entry -> true);
    }

    /** Stores entries. */
    public ScriptedCall store(Predicate<Pushed> which) throws IOException {
        loki.store(entries().stream().filter(which).toList());
        return this;
    }

    /** Stores the first entries. */
    public ScriptedCall storeFirst(int count) throws IOException {
        List<Pushed> all = entries();
        loki.store(all.subList(0, Math.min(count, all.size())));
        return this;
    }

    /** Answers, and keeps the connection. */
    public void status(int status, String text, String... more) throws IOException {
        body();
        StringBuilder head = new StringBuilder("HTTP/1.1 " + status + " Said\r\n");
        for (String header : more) {
            head.append(header).append("\r\n");
        }
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        if (status != 204) {
            head.append("Content-Length: ").append(bytes.length).append("\r\n");
        }
        raw(head + "\r\n" + text);
    }

    /** Writes bytes as they are. */
    public ScriptedCall raw(String bytes) throws IOException {
        body();
        socket.getOutputStream().write(bytes.getBytes(StandardCharsets.UTF_8));
        socket.getOutputStream().flush();
        return this;
    }

    /** Tells what is stored in the range that is asked for. */
    public void tell() throws IOException {
        status(
                200,
                StoredEntries.answer(loki.stored(), URI.create(target).getRawQuery())
                        .toString(),
                "Content-Type: application/json");
    }

    /** Closes the connection in good order. */
    public void cut() throws IOException {
        body();
        socket.close();
    }

    /** Resets the connection, whatever has been read and written. */
    public void reset() throws IOException {
        socket.setSoLinger(true, 0);
        socket.close();
    }

    /** Says nothing until whoever asked has gone. */
    public void hold() throws IOException {
        body();
        while (in.read() >= 0) {
            // Not a word of it counts.
        }
    }

    /** Reads what was left of the request, so that the next one can come. */
    void finish() throws IOException {
        if (!socket.isClosed()) {
            body();
        }
    }
}
