package dev.plumbline.collector.write;

import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.net.UnknownHostException;
import java.net.http.HttpRequest;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;

/** One connection to a server that speaks HTTP/1.1; one request at a time. */
final class PlainConnection {
    private static final int LONGEST_HEAD = 64 << 10;
    private static final int LONGEST_BODY = 64 << 10;
    private static final Pattern STATUS_LINE = Pattern.compile("HTTP/1\\.\\d \\d{3}.*");
    private static final Pattern LENGTH = Pattern.compile("\\d{1,18}");
    private static final Pattern CHUNK_SIZE = Pattern.compile("[0-9a-fA-F]{1,8}");

    private final SocketChannel channel;
    private final byte[] in = new byte[2048];
    private int from;
    private int to;

    private PlainConnection(SocketChannel channel) {
        this.channel = channel;
    }

    static PlainConnection open(String host, int port, Duration timeout) throws IOException {
        InetSocketAddress address = new InetSocketAddress(host, port);
        if (address.isUnresolved()) {
            throw new UnknownHostException(host);
        }
        SocketChannel channel = SocketChannel.open();
        try {
            channel.socket().connect(address, Math.clamp(timeout.toMillis(), 1, Integer.MAX_VALUE));
            channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
            return new PlainConnection(channel);
        } catch (IOException e) {
            channel.close();
            throw e;
        }
    }

    /** Tells whether the server still holds it open, and has not said anything unasked. */
    boolean usable() {
        try {
            channel.configureBlocking(false);
            try {
                return from == to && channel.read(ByteBuffer.wrap(in)) == 0;
            } finally {
                channel.configureBlocking(true);
            }
        } catch (IOException e) {
            return false;
        }
    }

    /** Closes it; what waits for it in another thread ends with an exception. */
    void abort() {
        try {
            channel.close();
        } catch (IOException e) {
            // It is of no use either way.
        }
    }

    /** Sends a request through {@code piece}, so that what lies in the heap is copied while it is in the cache. */
    void send(byte[] head, PushBody body, ByteBuffer piece) throws IOException {
        piece.clear();
        PushBody.Out out = (bytes, offset, count) -> {
            int at = offset;
            int end = offset + count;
            while (at < end) {
                int part = Math.min(end - at, piece.remaining());
                piece.put(bytes, at, part);
                at += part;
                if (!piece.hasRemaining()) {
                    flush(piece);
                }
            }
        };
        out.write(head, 0, head.length);
        body.writeTo(out);
        flush(piece);
    }

    private void flush(ByteBuffer piece) throws IOException {
        piece.flip();
        while (piece.hasRemaining()) {
            channel.write(piece);
        }
        piece.clear();
    }

    /** Reads the answer, of whose body no more than the beginning counts. */
    PlainAnswer answer(HttpRequest request) throws IOException {
        int status;
        Map<String, List<String>> headers;
        do {
            status = status(line());
            headers = headers();
        } while (status / 100 == 1);
        String length = last(headers, "Content-Length");
        boolean keep = !"close".equalsIgnoreCase(last(headers, "Connection"));
        byte[] body;
        if (status == 204 || status == 304) {
            body = new byte[0];
        } else if ("chunked".equalsIgnoreCase(last(headers, "Transfer-Encoding"))) {
            ByteArrayOutputStream all = new ByteArrayOutputStream();
            keep &= chunks(all);
            body = all.toByteArray();
        } else if (LENGTH.matcher(length).matches()) {
            long whole = Long.parseLong(length);
            body = bytes((int) Math.min(whole, LONGEST_BODY));
            keep &= whole <= LONGEST_BODY;
        } else {
            body = new byte[0];
            keep = false;
        }
        return new PlainAnswer(request, status, headers, body, keep);
    }

    private static int status(String line) throws IOException {
        if (!STATUS_LINE.matcher(line).matches()) {
            throw new IOException("expected an answer in HTTP/1.1, found something else");
        }
        return Integer.parseInt(line.substring(9, 12));
    }

    private Map<String, List<String>> headers() throws IOException {
        Map<String, List<String>> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        int size = 0;
        for (String line = line(); !line.isEmpty(); line = line()) {
            size += line.length();
            if (size > LONGEST_HEAD) {
                throw new IOException("the answer has a head of more than " + LONGEST_HEAD + " bytes");
            }
            int colon = line.indexOf(':');
            if (colon > 0) {
                headers.computeIfAbsent(line.substring(0, colon).strip(), n -> new ArrayList<>())
                        .add(line.substring(colon + 1).strip());
            }
        }
        return headers;
    }

    private static String last(Map<String, List<String>> headers, String name) {
        List<String> values = headers.getOrDefault(name, List.of());
        return values.isEmpty() ? "" : values.getLast();
    }

    /** Reads a body in chunks; false if it was left before its end. */
    private boolean chunks(ByteArrayOutputStream all) throws IOException {
        while (true) {
            String size = line().split(";")[0].strip();
            if (!CHUNK_SIZE.matcher(size).matches()) {
                throw new IOException("the answer's chunks are broken");
            }
            long length = Long.parseLong(size, 16);
            if (length == 0) {
                while (!line().isEmpty()) {
                    // trailers
                }
                return true;
            }
            if (all.size() + length > LONGEST_BODY) {
                all.writeBytes(bytes((int) Math.min(length, LONGEST_BODY - all.size())));
                return false;
            }
            all.writeBytes(bytes((int) length));
            line();
        }
    }

    private byte[] bytes(int count) throws IOException {
        byte[] bytes = new byte[count];
        int at = 0;
        while (at < count) {
            fill();
            int part = Math.min(count - at, to - from);
            System.arraycopy(in, from, bytes, at, part);
            from += part;
            at += part;
        }
        return bytes;
    }

    private String line() throws IOException {
        StringBuilder line = new StringBuilder();
        while (true) {
            fill();
            while (from < to) {
                byte b = in[from++];
                if (b == '\n') {
                    int end = line.length();
                    if (end > 0 && line.charAt(end - 1) == '\r') {
                        line.setLength(end - 1);
                    }
                    return line.toString();
                }
                line.append((char) (b & 0xff));
            }
            if (line.length() > LONGEST_HEAD) {
                throw new IOException("the answer has a line of more than " + LONGEST_HEAD + " bytes");
            }
        }
    }

    private void fill() throws IOException {
        if (from < to) {
            return;
        }
        int read = channel.read(ByteBuffer.wrap(in));
        if (read < 0) {
            throw new EOFException("the server closed the connection before its answer was whole");
        }
        from = 0;
        to = read;
    }
}
