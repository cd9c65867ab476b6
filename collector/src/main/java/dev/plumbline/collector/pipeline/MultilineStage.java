package dev.plumbline.collector.pipeline;

import dev.plumbline.collector.config.Arguments;
import dev.plumbline.collector.entry.Entry;
import dev.plumbline.collector.entry.Labels;
import dev.plumbline.collector.entry.Receipt;
import dev.plumbline.collector.golang.GoRegex;
import dev.plumbline.collector.golang.RequiredLiteral;
import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;

/**
 * {@code stage.multiline}: joins the lines of a block, stream by stream. The receipts of an open block stay unsettled, so
 * that no cursor moves past it.
 */
final class MultilineStage implements Stage {
    private static final long SECOND = 1_000_000_000L;
    private static final long MOST_LINES = 128;

    private final GoRegex firstLine;
    private final RequiredLiteral literal;
    private final long mostLines;
    private final long longestWait;
    private final boolean trim;
    private final Environment environment;
    private final Timer timer;
    private final Map<Labels, Open> streams = new ConcurrentHashMap<>();
    private volatile boolean finished;

    private MultilineStage(GoRegex firstLine, long mostLines, long longestWait, boolean trim, Environment environment) {
        this.firstLine = firstLine;
        this.literal = RequiredLiteral.of(firstLine.source());
        this.mostLines = mostLines;
        this.longestWait = longestWait;
        this.trim = trim;
        this.environment = environment;
        this.timer = environment.timer();
    }

    static Optional<Stage> read(StageBlock block) {
        Arguments arguments = block.arguments();
        String expression =
                block.required("firstline", "multiline stage config must define `firstline` regular expression");
        Optional<GoRegex> regex = block.regex("firstline", expression);
        long wait = block.duration("max_wait_time", 3 * SECOND);
        if (wait <= 0) {
            block.problem("max_wait_time", "max_wait_time must be greater than 0");
        }
        return block.sound()
                ? Optional.of(new MultilineStage(
                        regex.orElseThrow(),
                        arguments.whole("max_lines", MOST_LINES),
                        wait,
                        arguments.flag("trim_newlines", true),
                        block.environment()))
                : Optional.empty();
    }

    @Override
    public void process(Draft draft, Next next) {
        Entry entry = draft.entry();
        boolean first = Bytes.mayMatch(literal, entry) && firstLine.matches(draft.line());
        while (!finished) {
            Open open = first
                    ? streams.computeIfAbsent(entry.labels(), labels -> new Open(labels, draft, next))
                    : streams.get(entry.labels());
            if (open == null) {
                break;
            }
            if (open.take(draft, first)) {
                return;
            }
        }
        next.accept(draft);
    }

    @Override
    public void flush(Next next) {
        List.copyOf(streams.values()).forEach(Open::close);
    }

    @Override
    public void finish(Next next) {
        finished = true;
        flush(next);
    }

    /** The block of one stream. Its lock is held while it hands on, which keeps the stream's order. */
    private final class Open {
        private final ReentrantLock lock = new ReentrantLock();
        private final Labels stream;
        private final Next next;
        private final ByteArrayOutputStream text = new ByteArrayOutputStream();
        private List<Receipt> receipts = new ArrayList<>();
        private Draft start;
        private long lastSeen;
        private int held;
        private boolean waiting;
        private boolean closed;

        Open(Labels stream, Draft start, Next next) {
            this.stream = stream;
            this.start = start;
            this.next = next;
        }

        /** Takes a line; false if the block has been closed meanwhile. */
        boolean take(Draft draft, boolean first) {
            lock();
            try {
                return taken(draft, first);
            } finally {
                lock.unlock();
            }
        }

        /** Who waits for one that waits for room is not moving either. */
        private void lock() {
            if (!lock.tryLock()) {
                environment.balance().leave();
                lock.lock();
                environment.balance().move();
            }
        }

        private boolean taken(Draft draft, boolean first) {
            if (closed) {
                return false;
            }
            boolean stale = timer.nanos() - lastSeen >= longestWait;
            if (!receipts.isEmpty() && (first || stale)) {
                handOn();
            }
            if (first) {
                start = draft;
            }
            append(draft.entry());
            lastSeen = timer.nanos();
            if (receipts.size() == mostLines) {
                handOn();
            } else {
                hold(draft.entry().receipt().weight());
            }
            if (!waiting) {
                waiting = true;
                timer.after(longestWait, this::expire);
            }
            return true;
        }

        private void append(Entry entry) {
            if (text.size() > 0) {
                text.write('\n');
            }
            int end = entry.offset() + entry.length();
            while (trim && end > entry.offset() && (entry.bytes()[end - 1] == '\n' || entry.bytes()[end - 1] == '\r')) {
                end--;
            }
            text.write(entry.bytes(), entry.offset(), end - entry.offset());
            receipts.add(entry.receipt());
        }

        /** Later lines of a block that was too long go on under its first line. */
        private void handOn() {
            Entry entry = start.entry();
            byte[] bytes = text.toByteArray();
            Entry whole = new Entry(
                    entry.labels(),
                    entry.timestamp(),
                    bytes,
                    0,
                    bytes.length,
                    entry.structuredMetadata(),
                    ReceiptGroup.of(receipts));
            text.reset();
            receipts = new ArrayList<>();
            next.accept(Draft.of(whole, start.extracted()));
            hold(-held);
        }

        /** The line at hand is counted by who handed it here, until it is kept. */
        private void hold(int lines) {
            held += lines;
            environment.hold(lines);
        }

        private void expire() {
            environment.balance().move();
            lock();
            try {
                long left = longestWait - (timer.nanos() - lastSeen);
                if (left > 0 && !closed) {
                    timer.after(left, this::expire);
                } else {
                    close();
                }
            } finally {
                lock.unlock();
                environment.balance().leave();
            }
        }

        void close() {
            lock();
            try {
                if (!closed) {
                    closed = true;
                    streams.remove(stream);
                    if (!receipts.isEmpty()) {
                        handOn();
                    }
                }
            } finally {
                lock.unlock();
            }
        }
    }
}
