package dev.plumbline.bench;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Locale;
import java.util.concurrent.Executors;
import org.HdrHistogram.Histogram;
import org.xerial.snappy.Snappy;

/**
 * A Loki that takes every push, counts the entries in it, notes how old they are, and forgets them. A process of its
 * own: what this costs is not the collector's.
 */
public final class Sink {
    private static final long LONGEST_MICROS = 600_000_000;

    private final Histogram ages = new Histogram(1, LONGEST_MICROS, 3);
    private long entries;
    private long lineBytes;
    private long requests;
    private long wireBytes;

    private Sink() {}

    /** Prints its port, then answers {@code count}, {@code reset} and {@code ages} on standard input. */
    public static void main(String[] arguments) throws IOException {
        Sink sink = new Sink();
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 64);
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.createContext("/", sink::answer);
        server.start();
        System.out.println(server.getAddress().getPort());
        BufferedReader in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        String line;
        while ((line = in.readLine()) != null) {
            System.out.println(sink.command(line));
        }
        server.stop(0);
        System.exit(0);
    }

    private synchronized String command(String command) {
        return switch (command) {
            case "count" -> entries + " " + lineBytes + " " + requests + " " + wireBytes;
            case "reset" -> {
                entries = 0;
                lineBytes = 0;
                requests = 0;
                wireBytes = 0;
                ages.reset();
                yield "ok";
            }
            case "ages" ->
                String.format(
                        Locale.ROOT,
                        "%.1f %.1f %.1f %.1f %.1f",
                        ages.getValueAtPercentile(50) / 1e3,
                        ages.getValueAtPercentile(90) / 1e3,
                        ages.getValueAtPercentile(99) / 1e3,
                        ages.getValueAtPercentile(99.9) / 1e3,
                        ages.getMaxValue() / 1e3);
            default -> "unknown command " + command;
        };
    }

    private void answer(HttpExchange exchange) throws IOException {
        byte[] body = exchange.getRequestBody().readAllBytes();
        if (exchange.getRequestURI().getPath().endsWith("/push")) {
            byte[] request = Snappy.uncompress(body);
            Instant now = Instant.now();
            count(request, body.length, now.getEpochSecond() * 1_000_000L + now.getNano() / 1000);
            exchange.sendResponseHeaders(204, -1);
        } else {
            exchange.sendResponseHeaders(404, -1);
        }
        exchange.close();
    }

    private synchronized void count(byte[] request, int wire, long nowMicros) {
        requests++;
        wireBytes += wire;
        Proto streams = new Proto(request, 0, request.length);
        while (streams.next()) {
            Proto stream = streams.inner();
            while (stream.next()) {
                if (stream.field() == 2) {
                    entry(stream.inner(), nowMicros);
                }
            }
        }
    }

    private void entry(Proto entry, long nowMicros) {
        entries++;
        while (entry.next()) {
            if (entry.field() == 1) {
                ages.recordValue(Math.clamp(nowMicros - micros(entry.inner()), 1, LONGEST_MICROS));
            } else if (entry.field() == 2) {
                lineBytes += entry.length();
            }
        }
    }

    private static long micros(Proto stamp) {
        long micros = 0;
        while (stamp.next()) {
            micros += stamp.field() == 1 ? stamp.number() * 1_000_000 : stamp.number() / 1000;
        }
        return micros;
    }
}
