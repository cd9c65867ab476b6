package dev.plumbline.bench;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;

/**
 * Follows logs through an engine's API and finds their line ends, and does nothing else: one virtual thread for each
 * container, a millisecond's pause before each read, so that reads bring as much as they can.
 */
public final class BareApi {
    private static final int BUFFER = 256 << 10;

    private BareApi() {}

    /**
     * Takes the socket; then for each line {@code LINES ID...} on standard input follows these containers until that
     * many line ends have come, or all streams have ended, and answers how many did. An engine can end the stream of a
     * container that has ended some lines early.
     */
    public static void main(String[] arguments) throws IOException, InterruptedException {
        BufferedReader in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        System.out.println("ready");
        String line;
        while ((line = in.readLine()) != null) {
            List<String> words = List.of(line.split(" "));
            System.out.println(
                    follow(Path.of(arguments[0]), Long.parseLong(words.getFirst()), words.subList(1, words.size())));
        }
    }

    private static long follow(Path socket, long wanted, List<String> ids) throws InterruptedException, IOException {
        AtomicLong seen = new AtomicLong();
        CountDownLatch enough = new CountDownLatch(1);
        AtomicInteger followed = new AtomicInteger(ids.size());
        List<SocketChannel> open = new ArrayList<>();
        for (String id : ids) {
            SocketChannel channel = SocketChannel.open(UnixDomainSocketAddress.of(socket));
            open.add(channel);
            Thread.ofVirtual().start(() -> {
                read(channel, id, seen, wanted, enough);
                if (followed.decrementAndGet() == 0) {
                    enough.countDown();
                }
            });
        }
        enough.await();
        for (SocketChannel channel : open) {
            try {
                channel.shutdownInput();
            } catch (ClosedChannelException e) {
                // its reader has ended by itself
            }
        }
        return seen.get();
    }

    private static void read(SocketChannel channel, String id, AtomicLong seen, long wanted, CountDownLatch enough) {
        String request = "GET /containers/" + id
                + "/logs?stdout=1&stderr=1&timestamps=1&follow=1 HTTP/1.1\r\nHost: engine\r\n\r\n";
        byte[] buffer = new byte[8 << 10];
        int full = 0;
        try (channel) {
            channel.write(ByteBuffer.wrap(request.getBytes(StandardCharsets.US_ASCII)));
            while (seen.get() < wanted) {
                int read = channel.read(ByteBuffer.wrap(buffer));
                if (read < 0) {
                    return;
                }
                // Each message ends in a line end, and its chunk and its head each end in one with a carriage return.
                int lines = 0;
                int at = 0;
                while ((at = BareFile.newline(buffer, at, read)) >= 0) {
                    if (at == 0 || buffer[at - 1] != '\r') {
                        lines++;
                    }
                    at++;
                }
                if (seen.addAndGet(lines) >= wanted) {
                    enough.countDown();
                }
                if (read < buffer.length) {
                    LockSupport.parkNanos(1_000_000);
                } else if (++full > 8 && buffer.length < BUFFER) {
                    buffer = Arrays.copyOf(buffer, Math.min(buffer.length * 2, BUFFER));
                }
            }
        } catch (IOException e) {
            // closed: enough has come
        }
    }
}
