package dev.plumbline.collector.pipeline;

import dev.plumbline.collector.config.Arguments;
import dev.plumbline.collector.entry.Balance;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;

/** {@code stage.limit}: lets so many lines pass each second; what is more waits, or is dropped. */
final class LimitStage implements Stage {
    private static final long LEAST_LABELS = 10_000;

    private final double rate;
    private final int burst;
    private final boolean dropping;
    private final String label;
    private final long mostLabels;
    private final Drop drop;
    private final StageMetrics metrics;
    private final Timer timer;
    private final Balance balance;
    private final TokenBucket bucket;
    private final CountDownLatch finished = new CountDownLatch(1);
    private Map<String, TokenBucket> newer = new HashMap<>();
    private Map<String, TokenBucket> older = new HashMap<>();

    private LimitStage(StageBlock block, double rate, int burst) {
        Arguments arguments = block.arguments();
        this.rate = rate;
        this.burst = burst;
        this.dropping = arguments.flag("drop", false);
        this.label = arguments.text("by_label_name", "");
        this.mostLabels = Math.max(LEAST_LABELS, arguments.whole("max_distinct_labels", 0));
        this.drop = block.drop("ratelimit_drop_stage");
        this.metrics = block.environment().metrics();
        this.timer = block.environment().timer();
        this.balance = block.environment().balance();
        this.bucket = new TokenBucket(rate, burst, timer.nanos());
    }

    static Optional<Stage> read(StageBlock block) {
        Arguments arguments = block.arguments();
        double rate = positive(block, "rate");
        double burst = positive(block, "burst");
        if (!arguments.text("by_label_name", "").isEmpty()
                && !arguments.flag("drop", false)
                && !arguments.isUnknown("drop")) {
            block.problem("by_label_name", "when ratelimiting by label, drop must be true");
        }
        return block.sound()
                ? Optional.of(new LimitStage(block, rate, (int) Math.min(burst, Integer.MAX_VALUE)))
                : Optional.empty();
    }

    private static double positive(StageBlock block, String attribute) {
        double number = block.arguments().number(attribute).orElse(0.0);
        if (!(number > 0) && !block.arguments().isUnknown(attribute)) {
            block.problem(
                    attribute, "limit stage failed to parse rate or burst: " + attribute + " must be greater than 0");
        }
        return number;
    }

    @Override
    public void process(Draft draft, Next next) {
        if (!label.isEmpty()) {
            byLabel(draft, next);
        } else if (!dropping) {
            await(bucket.reserve(timer.nanos()));
            next.accept(draft);
        } else if (bucket.allow(timer.nanos())) {
            next.accept(draft);
        } else {
            drop.drop(draft.entry());
        }
    }

    private void byLabel(Draft draft, Next next) {
        String value = draft.labels().get(label);
        if (value == null || bucket(value).allow(timer.nanos())) {
            next.accept(draft);
        } else {
            metrics.droppedByLabel(label, value);
            drop.drop(draft.entry());
        }
    }

    /** Two generations bound the memory: those not seen for a while are forgotten. */
    private synchronized TokenBucket bucket(String value) {
        TokenBucket known = newer.get(value);
        if (known != null) {
            return known;
        }
        known = older.getOrDefault(value, new TokenBucket(rate, burst, timer.nanos()));
        newer.put(value, known);
        if (newer.size() >= mostLabels) {
            older = newer;
            newer = new HashMap<>();
        }
        return known;
    }

    private void await(long nanos) {
        if (nanos <= 0 || finished.getCount() == 0) {
            return;
        }
        balance.leave();
        CountDownLatch due = new CountDownLatch(1);
        timer.after(nanos, due::countDown);
        try {
            due.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            balance.move();
        }
    }

    @Override
    public void finish(Next next) {
        finished.countDown();
    }
}
