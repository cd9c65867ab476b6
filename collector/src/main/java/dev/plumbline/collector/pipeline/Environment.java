package dev.plumbline.collector.pipeline;

import dev.plumbline.collector.entry.Balance;
import java.time.Clock;
import java.util.concurrent.atomic.LongAdder;

/**
 * What stages need beside their arguments.
 *
 * @param balance the books of the collector
 * @param holding how many lines stages hold back, over all pipelines of the component that are still at work
 */
record Environment(StageMetrics metrics, Timer timer, Clock clock, Balance balance, LongAdder holding) {
    Environment(StageMetrics metrics, Timer timer, Clock clock, Balance balance) {
        this(metrics, timer, clock, balance, new LongAdder());
    }

    /** Makes one for a pipeline that belongs to no collector. */
    Environment(StageMetrics metrics, Timer timer, Clock clock) {
        this(metrics, timer, clock, new Balance());
    }

    /** Returns how many lines stages hold back. */
    long held() {
        return holding.sum();
    }

    /** Counts lines that a stage holds back, or, below zero, that it has handed on. */
    void hold(long lines) {
        holding.add(lines);
    }
}
