package dev.plumbline.collector.pipeline;

import dev.plumbline.collector.config.Arguments;
import dev.plumbline.collector.entry.Labels;
import dev.plumbline.collector.entry.Receipt;
import dev.plumbline.collector.golang.GoTimeException;
import dev.plumbline.collector.golang.GoTimeLayout;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** {@code stage.cri}: opens lines of the CRI format and joins partial ones, stream by stream. */
final class CriStage implements Stage {
    private static final int MOST_STREAMS = 100;

    private final GoTimeLayout layout = GoTimeLayout.of(GoTimeLayout.RFC3339_NANO);
    private final int mostStreams;
    private final long longest;
    private final StageMetrics metrics;
    private final Environment environment;
    private final Map<Labels, Partial> open = new LinkedHashMap<>();
    private boolean finished;

    /** What has come of a line so far. */
    private record Partial(Draft draft, List<Receipt> receipts) {
        Draft whole() {
            draft.receipt(ReceiptGroup.of(receipts));
            return draft;
        }

        int weight() {
            return receipts.stream().mapToInt(Receipt::weight).sum();
        }
    }

    private CriStage(int mostStreams, long longest, Environment environment) {
        this.mostStreams = mostStreams;
        this.longest = longest;
        this.environment = environment;
        this.metrics = environment.metrics();
    }

    static Optional<Stage> read(StageBlock block) {
        Arguments arguments = block.arguments();
        long most = arguments.whole("max_partial_lines", MOST_STREAMS);
        if (most <= 0) {
            block.problem("max_partial_lines", "max_partial_lines must be greater than 0");
        }
        boolean cut = arguments.flag("max_partial_line_size_truncate", false);
        long longest = cut ? arguments.whole("max_partial_line_size", 0) : Long.MAX_VALUE;
        return block.sound()
                ? Optional.of(new CriStage((int) Math.min(most, Integer.MAX_VALUE), longest, block.environment()))
                : Optional.empty();
    }

    @Override
    public void process(Draft draft, Next next) {
        Optional<CriLine> line = CriLine.of(draft.line());
        if (line.isPresent()) {
            opened(draft, line.get());
            joined(draft, line.get().partial()).forEach(whole -> handOn(whole, next));
        } else {
            next.accept(draft);
        }
    }

    private void opened(Draft draft, CriLine line) {
        draft.extract("flags", line.partial() ? "P" : "F");
        draft.extract("stream", line.stream());
        draft.extract("content", line.content());
        draft.extract("time", line.time());
        draft.line(line.content());
        draft.label("stream", line.stream());
        try {
            draft.timestamp(layout.parse(line.time()));
        } catch (GoTimeException e) {
            // a line without a readable time keeps the one it came with
        }
    }

    /** A line to hand on, and how many of those that became it were held back until now. */
    private record Whole(Draft draft, int held) {}

    private void handOn(Whole whole, Next next) {
        next.accept(whole.draft());
        environment.hold(-whole.held());
    }

    private synchronized List<Whole> joined(Draft draft, boolean partial) {
        Labels stream = draft.entry().labels();
        if (finished) {
            return List.of(new Whole(draft, 0));
        }
        if (!partial) {
            Partial before = open.remove(stream);
            return List.of(
                    before == null
                            ? new Whole(draft, 0)
                            : new Whole(grown(before, draft).whole(), before.weight()));
        }
        List<Whole> flushed = new ArrayList<>();
        Partial before = open.get(stream);
        if (open.size() >= mostStreams) {
            metrics.partialsFlushed(open.size());
            open.values().forEach(other -> flushed.add(new Whole(other.whole(), other.weight())));
            open.clear();
            before = null;
        }
        environment.hold(draft.entry().receipt().weight());
        open.put(stream, grown(before == null ? new Partial(draft, List.of()) : before, draft));
        return flushed;
    }

    /** The newest line gives everything but the text before its own. */
    private Partial grown(Partial before, Draft draft) {
        if (before.draft() != draft) {
            draft.line(before.draft().line() + draft.line());
        }
        byte[] bytes = draft.line().getBytes(StandardCharsets.UTF_8);
        if (bytes.length > longest) {
            draft.line(Arrays.copyOf(bytes, (int) longest));
            metrics.criTruncated();
        }
        List<Receipt> receipts = new ArrayList<>(before.receipts());
        receipts.add(draft.entry().receipt());
        return new Partial(draft, receipts);
    }

    @Override
    public synchronized void flush(Next next) {
        List<Partial> all = List.copyOf(open.values());
        open.clear();
        all.forEach(partial -> handOn(new Whole(partial.whole(), partial.weight()), next));
    }

    @Override
    public synchronized void finish(Next next) {
        finished = true;
        flush(next);
    }
}
