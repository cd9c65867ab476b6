package dev.plumbline.collector.pipeline;

import dev.plumbline.collector.entry.Entry;
import java.util.Optional;

/** {@code stage.sampling}: lets a share of the lines pass; a hash of the line decides, so that a replay decides the same. */
final class SamplingStage implements Gate {
    private final long most;
    private final boolean all;
    private final Optional<Drop> drop;

    private SamplingStage(double rate, Drop drop) {
        this.most = (long) (rate * Long.MAX_VALUE);
        this.all = rate >= 1;
        this.drop = Optional.of(drop);
    }

    static Optional<Stage> read(StageBlock block) {
        double rate = block.arguments().number("rate").orElse(Double.NaN);
        if (!(rate >= 0 && rate <= 1) && !block.arguments().isUnknown("rate")) {
            block.problem("rate", "sampling rate must be between 0.0 and 1.0, received " + rate);
        }
        String reason = block.arguments().text("drop_counter_reason", "sampling_stage");
        return block.sound() ? Optional.of(new SamplingStage(rate, block.drop(reason))) : Optional.empty();
    }

    @Override
    public Optional<Drop> verdict(Entry entry) {
        return all || hash(entry) >>> 1 < most ? Optional.empty() : drop;
    }

    /** FNV-1a, with its bits mixed once more, because short lines leave the upper ones alike. */
    private static long hash(Entry entry) {
        long hash = 0xcbf29ce484222325L;
        byte[] bytes = entry.bytes();
        for (int i = entry.offset(); i < entry.offset() + entry.length(); i++) {
            hash = (hash ^ bytes[i]) * 0x100000001b3L;
        }
        hash = (hash ^ hash >>> 32) * 0xd6e8feb86659fd93L;
        hash = (hash ^ hash >>> 32) * 0xd6e8feb86659fd93L;
        return hash ^ hash >>> 32;
    }
}
