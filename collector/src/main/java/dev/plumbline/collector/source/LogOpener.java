package dev.plumbline.collector.source;

import dev.plumbline.collector.engine.EngineClient;
import dev.plumbline.collector.engine.EngineResponse;
import java.io.IOException;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/**
 * Opens a container's log through the engine's API, at the line where reading is to go on.
 *
 * <p>The engine reads a log from its beginning to find a time, and from its end to find the last N messages. So the
 * end is looked at first, in growing steps, for the very line at which the cursor stands; the time comes last.
 */
final class LogOpener {
    private static final int[] TAILS = {10, 100, 2_000, 40_000, 800_000};
    /** How many ways there are to open the end of a log, each with more of it. */
    static final int STEPS = TAILS.length + 2;

    private static final int NOT_FOUND = -1;
    /** Two sources of one container may be out of order by as much as a scheduler lets a thread wait. */
    private static final long SKEW_NANOS = 10_000_000_000L;

    private final EngineClient engine;
    private final String id;
    private int step;

    /** An open stream and what of it was read before; {@code gap} where lines may have gone in between. */
    record Opened(EngineResponse response, Optional<Resume> resume, boolean gap) {}

    private record Probed(long messages, long lines, long anchorAt) {}

    LogOpener(EngineClient engine, String id) {
        this.engine = engine;
        this.id = id;
    }

    /** Opens the log for following. */
    Opened follow(boolean terminal, Optional<Cursor> from) throws IOException {
        if (from.isEmpty()) {
            return new Opened(open("follow=1"), Optional.empty(), false);
        }
        Cursor cursor = from.get();
        if (step > TAILS.length) {
            return byTime(cursor);
        }
        for (int tail : Arrays.copyOfRange(TAILS, step, TAILS.length)) {
            Probed probed = probe(terminal, cursor, tail);
            if (probed.anchorAt() >= 0) {
                Resume resume = Resume.atAnchor(cursor, probed.anchorAt() + 1);
                return new Opened(open("follow=1&tail=" + tail), Optional.of(resume), false);
            }
            if (probed.messages() < tail) {
                return byTime(cursor);
            }
        }
        return since(cursor);
    }

    /** Opens the end of the log as it is now, or all of it where nothing was read before or with the last steps. */
    EngineResponse end(Optional<Cursor> from, int step) throws IOException {
        return open(from.isEmpty() || step >= TAILS.length ? "follow=0" : "tail=" + TAILS[step]);
    }

    /** Opens a stream that tells that something new was written. */
    EngineResponse bell() throws IOException {
        return open("follow=1&tail=0");
    }

    /** Opens the whole log: the line at which the cursor stands is in it no more. */
    private Opened byTime(Cursor cursor) throws IOException {
        return new Opened(open("follow=1"), Optional.of(Resume.byTime(cursor)), true);
    }

    private Opened since(Cursor cursor) throws IOException {
        long since = Math.max(0, cursor.anchor().timestamp() - SKEW_NANOS);
        String query =
                String.format(Locale.ROOT, "follow=1&since=%d.%09d", since / 1_000_000_000L, since % 1_000_000_000L);
        return new Opened(open(query), Optional.of(Resume.atAnchor(cursor)), false);
    }

    /** Learns that the last way of opening did not lead to the cursor's line: the next one goes further back. */
    void anchorLost() {
        step++;
    }

    /** Learns that reading goes on. */
    void resumed() {
        step = 0;
    }

    /** Tells whether the newest line is another than the cursor's. */
    boolean hasNewer(boolean terminal, Optional<Cursor> cursor) throws IOException {
        if (cursor.isEmpty()) {
            return false;
        }
        Probed probed = probe(terminal, cursor.get(), 20);
        return probed.lines() > 0 && probed.anchorAt() != probed.lines() - 1;
    }

    private Probed probe(boolean terminal, Cursor cursor, int tail) throws IOException {
        long[] found = {0, NOT_FOUND};
        Lines search = new Lines() {
            @Override
            public void line(int source, long ts, int run, long distinct, byte[] bytes, int offset, int length) {
                if (Resume.matches(cursor, source, ts, run, bytes, offset, length)) {
                    found[1] = found[0];
                }
                found[0]++;
            }

            @Override
            public void unreadable(int source, int length) {
                found[0]++;
            }
        };
        LineAssembler assembler = new LineAssembler(search);
        LogPump pump = new LogPump(decoder(terminal), assembler, LogPump.ReadListener.NOBODY, new ReadBudget(0));
        try (EngineResponse response = open("tail=" + tail)) {
            pump.run(response);
            pump.finish();
        }
        return new Probed(assembler.messages(), found[0], found[1]);
    }

    static Decoder decoder(boolean terminal) {
        return terminal ? new TerminalDecoder() : new FrameDecoder();
    }

    private EngineResponse open(String query) throws IOException {
        return engine.get("/containers/" + id + "/logs?stdout=1&stderr=1&timestamps=1&" + query);
    }
}
