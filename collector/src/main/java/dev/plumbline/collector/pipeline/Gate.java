package dev.plumbline.collector.pipeline;

import dev.plumbline.collector.entry.Entry;
import java.util.Optional;

/** A stage that lets an entry pass as it is or drops it, and needs nothing but the entry to decide. */
interface Gate extends Stage {
    /** Returns why the entry is to be dropped, or empty if it passes. */
    Optional<Drop> verdict(Entry entry);

    @Override
    default void process(Draft draft, Next next) {
        Optional<Drop> verdict = verdict(draft.entry());
        if (verdict.isPresent()) {
            verdict.get().drop(draft.entry());
        } else {
            next.accept(draft);
        }
    }
}
