package dev.plumbline.collector.write;

import java.io.IOException;
import java.io.InputStream;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.nio.ByteBuffer;
import java.nio.channels.AsynchronousCloseException;
import java.nio.channels.ClosedByInterruptException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/**
 * Posts over plain HTTP/1.1 on connections that are kept open, from the thread that asks.
 *
 * <p>Java's own client hands each request through several threads and copies its body twice, which costs as much as
 * reading the lines in it did. It still does what needs TLS, a proxy or a redirect.
 */
final class PlainHttp implements AutoCloseable {
    private static final int PIECE = 256 << 10;
    /** What is shorter goes through the heap: who has many tenants sends many small pushes at once. */
    private static final int SMALL = 64 << 10;

    private static final int KEPT_PIECES = 4;

    private final String host;
    private final int port;
    private final Duration timeout;
    private final ScheduledThreadPoolExecutor limits;
    private final ArrayDeque<PlainConnection> idle = new ArrayDeque<>();
    private final ArrayDeque<ByteBuffer> pieces = new ArrayDeque<>();
    private boolean closed;

    /**
     * Makes a client; nothing is opened yet.
     *
     * @param timeout for a connection, and for a request with its answer
     */
    PlainHttp(String host, int port, Duration timeout) {
        this.host = host;
        this.port = port;
        this.timeout = timeout;
        this.limits = new ScheduledThreadPoolExecutor(
                1, Thread.ofPlatform().name("loki-timeouts").daemon().factory());
        limits.setRemoveOnCancelPolicy(true);
    }

    /**
     * Posts a body.
     *
     * @param request tells the path and the headers
     * @throws NotSentException if there is no connection to send it over
     * @throws InterruptedException if the thread is interrupted, also before anything was sent
     */
    HttpResponse<InputStream> post(HttpRequest request, PushBody body) throws IOException, InterruptedException {
        byte[] head = head(request, body.length());
        PlainConnection connection = take();
        boolean whole = false;
        Future<?> limit = limits.schedule(connection::abort, timeout.toNanos(), TimeUnit.NANOSECONDS);
        ByteBuffer piece = piece(head.length + body.length());
        try {
            connection.send(head, body, piece);
            PlainAnswer answer = connection.answer(request);
            whole = answer.keepsConnection();
            return answer;
        } catch (ClosedByInterruptException e) {
            Thread.interrupted();
            throw new InterruptedException("interrupted while pushing");
        } catch (AsynchronousCloseException e) {
            throw new HttpTimeoutException("no answer within " + timeout);
        } finally {
            limit.cancel(false);
            give(connection, whole, piece);
        }
    }

    private static byte[] head(HttpRequest request, int length) {
        String authority = request.uri().getRawAuthority();
        String path = request.uri().getRawPath();
        String query = request.uri().getRawQuery();
        StringBuilder head = new StringBuilder(256)
                .append("POST ")
                .append(path == null || path.isEmpty() ? "/" : path)
                .append(query == null ? "" : "?" + query)
                .append(" HTTP/1.1\r\nHost: ")
                .append(authority, authority.lastIndexOf('@') + 1, authority.length())
                .append("\r\nContent-Length: ")
                .append(length)
                .append("\r\n");
        request.headers().map().forEach((name, values) -> {
            for (String value : values) {
                head.append(name).append(": ").append(value).append("\r\n");
            }
        });
        return head.append("\r\n").toString().getBytes(StandardCharsets.ISO_8859_1);
    }

    private PlainConnection take() throws IOException {
        while (true) {
            PlainConnection kept;
            synchronized (this) {
                if (closed) {
                    throw new IOException("the client is closed");
                }
                kept = idle.pollLast();
            }
            if (kept == null) {
                return open();
            }
            if (kept.usable()) {
                return kept;
            }
            kept.abort();
        }
    }

    private PlainConnection open() throws NotSentException {
        try {
            return PlainConnection.open(host, port, timeout);
        } catch (IOException e) {
            throw new NotSentException(e);
        }
    }

    private synchronized ByteBuffer piece(int length) {
        if (length < SMALL) {
            return ByteBuffer.allocate(length);
        }
        ByteBuffer spare = pieces.pollLast();
        return spare == null ? ByteBuffer.allocateDirect(PIECE) : spare;
    }

    private synchronized void give(PlainConnection connection, boolean usable, ByteBuffer piece) {
        if (piece.isDirect() && pieces.size() < KEPT_PIECES) {
            pieces.addLast(piece);
        }
        if (usable && !closed) {
            idle.addLast(connection);
        } else {
            connection.abort();
        }
    }

    @Override
    public synchronized void close() {
        closed = true;
        limits.shutdownNow();
        idle.forEach(PlainConnection::abort);
        idle.clear();
    }
}
