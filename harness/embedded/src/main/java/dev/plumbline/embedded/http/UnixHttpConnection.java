package dev.plumbline.embedded.http;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.URI;
import java.nio.channels.Channels;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/** One connection of {@link UnixHttpService}: reads requests one after the other and answers them. */
final class UnixHttpConnection {
    private static final int LONGEST_LINE = 64 * 1024;

    private final SocketChannel channel;
    private final Handler handler;
    private final Consumer<String> log;
    private final InputStream in;
    private final OutputStream out;

    UnixHttpConnection(SocketChannel channel, Handler handler, Consumer<String> log) {
        this.channel = channel;
        this.handler = handler;
        this.log = log;
        this.in = new BufferedInputStream(Channels.newInputStream(channel));
        this.out = new BufferedOutputStream(Channels.newOutputStream(channel), 32 * 1024);
    }

    void serve() throws IOException {
        boolean more = true;
        while (more) {
            Optional<Request> request = read();
            if (request.isEmpty()) {
                return;
            }
            more = answer(request.get());
        }
    }

    private boolean answer(Request request) throws IOException {
        Response response;
        try {
            response = handler.handle(request);
        } catch (RuntimeException e) {
            log.accept("level=error msg=\"request failed\" method=" + request.method() + " path=" + request.path()
                    + " err=\"" + e + "\"");
            response = Response.text(500, e + "\n");
        }
        boolean streams = response.length() == 0 && !request.method().equals("HEAD");
        boolean close = request.header("connection").orElse("").equalsIgnoreCase("close");
        head(response, streams, close);
        if (streams) {
            stream(response);
            return false;
        }
        if (response.length() > 0 && !request.method().equals("HEAD")) {
            response.body().writeTo(out);
        }
        out.flush();
        return !close;
    }

    private void head(Response response, boolean streams, boolean close) throws IOException {
        StringBuilder head = new StringBuilder("HTTP/1.1 " + response.status() + " " + response.status() + "\r\n");
        response.headers()
                .forEach((name, value) ->
                        head.append(name).append(": ").append(value).append("\r\n"));
        if (streams) {
            head.append("Transfer-Encoding: chunked\r\n");
        } else if (response.status() != 204 && response.status() != 304) {
            head.append("Content-Length: ")
                    .append(Math.max(0, response.length()))
                    .append("\r\n");
        }
        if (close || streams) {
            head.append("Connection: close\r\n");
        }
        out.write(head.append("\r\n").toString().getBytes(StandardCharsets.ISO_8859_1));
        out.flush();
    }

    private void stream(Response response) throws IOException {
        Thread writer = Thread.currentThread();
        Thread watcher = Thread.ofVirtual().name(writer.getName() + "-watch").start(() -> {
            try {
                while (in.read() >= 0) {
                    // a client says nothing while it is being answered
                }
            } catch (IOException e) {
                // gone
            }
            writer.interrupt();
        });
        Chunks chunks = new Chunks(out);
        response.body().writeTo(chunks);
        chunks.end();
        channel.shutdownOutput();
        if (watcher.isAlive()) {
            channel.close();
        }
    }

    private Optional<Request> read() throws IOException {
        String line = line();
        if (line.isEmpty()) {
            return Optional.empty();
        }
        String[] parts = line.split(" ", 3);
        if (parts.length != 3) {
            throw new IOException("not an HTTP request line: " + line);
        }
        Map<String, String> headers = new LinkedHashMap<>();
        for (String header = line(); !header.isEmpty(); header = line()) {
            int colon = header.indexOf(':');
            if (colon > 0) {
                headers.putIfAbsent(
                        header.substring(0, colon).toLowerCase(Locale.ROOT),
                        header.substring(colon + 1).trim());
            }
        }
        byte[] body = headers.getOrDefault("transfer-encoding", "").equalsIgnoreCase("chunked")
                ? chunkedBody()
                : in.readNBytes(Integer.parseInt(headers.getOrDefault("content-length", "0")));
        URI uri = URI.create(parts[1]);
        String query = uri.getRawQuery();
        return Optional.of(
                new Request(parts[0], uri, headers, Request.decode(query == null ? "" : query), Map.of(), body));
    }

    private byte[] chunkedBody() throws IOException {
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        for (int size = Integer.parseInt(line(), 16); size > 0; size = Integer.parseInt(line(), 16)) {
            body.writeBytes(in.readNBytes(size));
            line();
        }
        line();
        return body.toByteArray();
    }

    /** Reads up to a line end; empty at the end of the connection and for an empty line. */
    private String line() throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        for (int b = in.read(); b != '\n'; b = in.read()) {
            if (b < 0) {
                if (line.size() == 0) {
                    return "";
                }
                throw new EOFException("the connection ended inside a line");
            }
            if (line.size() == LONGEST_LINE) {
                throw new IOException("a line of the head is longer than " + LONGEST_LINE + " bytes");
            }
            line.write(b);
        }
        String text = line.toString(StandardCharsets.ISO_8859_1);
        return text.endsWith("\r") ? text.substring(0, text.length() - 1) : text;
    }

    /** Sends what is written to it as chunks; a flush sends what has come together. */
    private static final class Chunks extends OutputStream {
        private final OutputStream out;
        private final ByteArrayOutputStream pending = new ByteArrayOutputStream();

        Chunks(OutputStream out) {
            this.out = out;
        }

        @Override
        public void write(int b) throws IOException {
            pending.write(b);
            sendIfFull();
        }

        @Override
        public void write(byte[] bytes, int offset, int length) throws IOException {
            pending.write(bytes, offset, length);
            sendIfFull();
        }

        private void sendIfFull() throws IOException {
            if (pending.size() >= 16 * 1024) {
                send();
            }
        }

        private void send() throws IOException {
            if (pending.size() > 0) {
                out.write((Integer.toHexString(pending.size()) + "\r\n").getBytes(StandardCharsets.US_ASCII));
                pending.writeTo(out);
                out.write("\r\n".getBytes(StandardCharsets.US_ASCII));
                pending.reset();
            }
        }

        @Override
        public void flush() throws IOException {
            send();
            out.flush();
        }

        void end() throws IOException {
            send();
            out.write("0\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
            out.flush();
        }
    }
}
