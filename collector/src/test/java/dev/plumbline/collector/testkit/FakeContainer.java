package dev.plumbline.collector.testkit;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** A container of the {@link FakeEngine}: a log, and whether it runs. */
public final class FakeContainer {
    private static final DateTimeFormatter STAMP =
            DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss.nnnnnnnnn'Z'").withZone(ZoneOffset.UTC);

    private final String id;
    private final List<Message> log = new ArrayList<>();
    private boolean terminal;
    private boolean running = true;
    private String driver = "json-file";
    private String logPath = "";
    private int starts = 1;
    private boolean hasty;

    private record Message(int source, long timestamp, byte[] content) {}

    /** Takes the bytes of a log stream. */
    public interface Out {
        void write(byte[] bytes) throws IOException;
    }

    FakeContainer(String id) {
        this.id = id;
    }

    public synchronized FakeContainer terminal() {
        terminal = true;
        return this;
    }

    public synchronized FakeContainer driver(String name, String path) {
        driver = name;
        logPath = path;
        return this;
    }

    /** Ends streams that follow it as soon as it stops, as engines do, with whatever they have not been given yet. */
    public synchronized FakeContainer hasty() {
        hasty = true;
        return this;
    }

    /** Writes a message and stops, before anybody who follows has been given it. */
    public synchronized void writeAndStop(int source, long timestamp, byte[] content) {
        log.add(new Message(source, timestamp, content));
        running = false;
        notifyAll();
    }

    /** Writes a line to standard output. */
    public FakeContainer out(long timestamp, String line) {
        return write(1, timestamp, (line + "\n").getBytes(StandardCharsets.UTF_8));
    }

    /** Writes a line to standard error. */
    public FakeContainer err(long timestamp, String line) {
        return write(2, timestamp, (line + "\n").getBytes(StandardCharsets.UTF_8));
    }

    /** Writes a message as it is; one without a newline is a part of a line. */
    public synchronized FakeContainer write(int source, long timestamp, byte[] content) {
        log.add(new Message(source, timestamp, content));
        notifyAll();
        return this;
    }

    public synchronized void stop() {
        running = false;
        notifyAll();
    }

    public synchronized void start() {
        running = true;
        starts++;
        notifyAll();
    }

    /** Forgets the oldest messages, as a log that rotates does. */
    public synchronized void forget(int count) {
        log.subList(0, count).clear();
    }

    synchronized String inspect() {
        return """
                {"Id":"%s","LogPath":"%s","State":{"Running":%s,"StartedAt":"run %d"},
                 "Config":{"Tty":%s},"HostConfig":{"LogConfig":{"Type":"%s"}}}
                """.formatted(id, logPath, running, starts, terminal, driver);
    }

    void stream(Map<String, String> parameters, Out out) throws IOException, InterruptedException {
        boolean follow = parameters.getOrDefault("follow", "0").equals("1");
        int from;
        int run;
        boolean wasRunning;
        synchronized (this) {
            wasRunning = running;
            run = starts;
            from = first(parameters);
        }
        while (true) {
            List<Message> ready;
            synchronized (this) {
                while (from >= log.size() && follow && running && starts == run) {
                    wait(1000);
                }
                if (from >= log.size() || (hasty && follow && wasRunning && !running)) {
                    return;
                }
                ready = List.copyOf(log.subList(from, log.size()));
                from = log.size();
            }
            for (Message message : ready) {
                out.write(encode(message));
            }
        }
    }

    private int first(Map<String, String> parameters) {
        if (parameters.containsKey("tail")) {
            return Math.max(0, log.size() - Integer.parseInt(parameters.getOrDefault("tail", "0.0")));
        }
        if (parameters.containsKey("since")) {
            String[] parts = parameters.getOrDefault("since", "0.0").split("\\.");
            long since = Long.parseLong(parts[0]) * 1_000_000_000L + Long.parseLong(parts[1]);
            for (int i = 0; i < log.size(); i++) {
                if (log.get(i).timestamp() >= since) {
                    return i;
                }
            }
            return log.size();
        }
        return 0;
    }

    private byte[] encode(Message message) {
        byte[] stamp = (STAMP.format(Instant.ofEpochSecond(
                                message.timestamp() / 1_000_000_000L, message.timestamp() % 1_000_000_000L))
                        + " ")
                .getBytes(StandardCharsets.UTF_8);
        int length = stamp.length + message.content().length;
        ByteBuffer frame = ByteBuffer.allocate(terminal ? length : length + 8);
        if (!terminal) {
            frame.put((byte) message.source()).put(new byte[3]).putInt(length);
        }
        return frame.put(stamp).put(message.content()).array();
    }
}
