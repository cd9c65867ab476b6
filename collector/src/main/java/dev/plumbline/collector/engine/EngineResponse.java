package dev.plumbline.collector.engine;

import java.io.ByteArrayOutputStream;
import java.io.Closeable;
import java.io.IOException;
import java.nio.channels.SelectableChannel;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** What an engine answers: status, headers, and a body that is read as it comes. */
public final class EngineResponse implements Closeable {
    private static final int LARGEST_HEAD = 64 << 10;

    private final Wire wire;
    private final int status;
    private final Map<String, String> headers;
    private final Optional<ChunkedDecoder> chunked;
    private byte[] early;
    private int earlyFrom;
    private long remaining;
    private volatile Runnable onClose = () -> {};

    private EngineResponse(Wire wire, int status, Map<String, String> headers, byte[] early) {
        this.wire = wire;
        this.status = status;
        this.headers = headers;
        this.early = early;
        this.chunked = "chunked".equalsIgnoreCase(headers.get("transfer-encoding"))
                ? Optional.of(new ChunkedDecoder())
                : Optional.empty();
        String length = headers.get("content-length");
        this.remaining = length == null || chunked.isPresent() ? Long.MAX_VALUE : Long.parseLong(length.trim());
    }

    /** Reads the head of an answer. */
    static EngineResponse read(Wire wire) throws IOException {
        byte[] buffer = new byte[4096];
        int length = 0;
        while (true) {
            if (length == buffer.length) {
                if (length >= LARGEST_HEAD) {
                    throw new IOException("the engine's answer has a head of more than " + LARGEST_HEAD + " bytes");
                }
                buffer = java.util.Arrays.copyOf(buffer, length * 2);
            }
            int read = wire.read(buffer, length, buffer.length - length);
            if (read < 0) {
                throw new IOException("the engine closed the connection before it answered");
            }
            int from = Math.max(0, length - 3);
            length += read;
            int end = endOfHead(buffer, from, length);
            if (end >= 0) {
                String head = new String(buffer, 0, end, StandardCharsets.ISO_8859_1);
                return parse(wire, head, java.util.Arrays.copyOfRange(buffer, end, length));
            }
        }
    }

    private static int endOfHead(byte[] b, int from, int to) {
        for (int i = from; i + 3 < to; i++) {
            if (b[i] == '\r' && b[i + 1] == '\n' && b[i + 2] == '\r' && b[i + 3] == '\n') {
                return i + 4;
            }
        }
        return -1;
    }

    private static EngineResponse parse(Wire wire, String head, byte[] early) throws IOException {
        String[] lines = head.split("\r\n");
        String[] first = lines[0].split(" ", 3);
        if (first.length < 2 || !first[0].startsWith("HTTP/1.") || !first[1].matches("\\d{3}")) {
            throw new IOException("expected an HTTP/1.1 answer from the engine, found something else");
        }
        Map<String, String> headers = new TreeMap<>();
        for (int i = 1; i < lines.length; i++) {
            int colon = lines[i].indexOf(':');
            if (colon > 0) {
                headers.put(
                        lines[i].substring(0, colon).toLowerCase(Locale.ROOT),
                        lines[i].substring(colon + 1).trim());
            }
        }
        return new EngineResponse(wire, Integer.parseInt(first[1]), headers, early);
    }

    public int status() {
        return status;
    }

    /** Returns a header by its lower-case name. */
    public Optional<String> header(String name) {
        return Optional.ofNullable(headers.get(name));
    }

    /**
     * Reads some of the body.
     *
     * @return how many bytes were read, which may be none, or -1 at the end
     * @throws IOException if the connection breaks, also before the end that was announced
     */
    public int read(byte[] into, int offset, int length) throws IOException {
        if (remaining == 0 || (chunked.isPresent() && chunked.get().ended())) {
            return -1;
        }
        int read = raw(into, offset, (int) Math.min(length, remaining));
        if (read < 0) {
            if (chunked.isPresent() || remaining != Long.MAX_VALUE) {
                throw new IOException("the engine closed the connection in the middle of an answer");
            }
            return -1;
        }
        if (chunked.isPresent()) {
            return chunked.get().decode(into, offset, offset + read) - offset;
        }
        if (remaining != Long.MAX_VALUE) {
            remaining -= read;
        }
        return read;
    }

    private int raw(byte[] into, int offset, int length) throws IOException {
        if (earlyFrom < early.length) {
            int take = Math.min(length, early.length - earlyFrom);
            System.arraycopy(early, earlyFrom, into, offset, take);
            earlyFrom += take;
            if (earlyFrom == early.length) {
                early = new byte[0];
                earlyFrom = 0;
            }
            return take;
        }
        return wire.read(into, offset, length);
    }

    /** Reads the whole body, of at most {@code limit} bytes. */
    public byte[] body(int limit) throws IOException {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        byte[] buffer = new byte[16 << 10];
        int read;
        while ((read = read(buffer, 0, buffer.length)) >= 0) {
            all.write(buffer, 0, read);
            if (all.size() > limit) {
                throw new IOException("the engine's answer is longer than " + limit + " bytes");
            }
        }
        return all.toByteArray();
    }

    /** Returns what a selector can wait for in place of {@link #read}; nothing if the connection has no such thing. */
    public Optional<SelectableChannel> channel() {
        return wire.channel();
    }

    /** Tells whether there is something to read that has already been taken from the connection. */
    public boolean atHand() {
        return earlyFrom < early.length;
    }

    /** Sets who is told when this has been closed, in place of whoever was told until now. */
    public void onClose(Runnable told) {
        onClose = told;
    }

    /** Closes the connection; a read that waits in another thread ends with an exception. */
    @Override
    public void close() throws IOException {
        try {
            wire.close();
        } finally {
            onClose.run();
        }
    }
}
