package dev.plumbline.collector.pipeline;

import dev.plumbline.collector.entry.Entry;
import dev.plumbline.collector.entry.Receiver;
import dev.plumbline.collector.entry.Run;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A chain of stages. An entry that no stage touches is handed on as the same object: the gates at the head of the chain
 * decide on the entry itself, and only what comes after them makes a draft of it.
 */
final class Pipeline {
    private final Gate[] head;
    private final List<Stage> tail;
    private final Receiver out;
    private final List<Next> chain;

    Pipeline(List<Stage> stages, Receiver out) {
        int gates = 0;
        while (gates < stages.size() && stages.get(gates) instanceof Gate) {
            gates++;
        }
        this.head = stages.subList(0, gates).toArray(new Gate[0]);
        this.tail = List.copyOf(stages.subList(gates, stages.size()));
        this.out = out;
        this.chain = chain(tail, draft -> out.accept(draft.entry()));
    }

    void accept(Entry entry) {
        Optional<Drop> verdict = verdict(entry);
        if (verdict.isPresent()) {
            verdict.get().drop(entry);
        } else if (tail.isEmpty()) {
            out.accept(entry);
        } else {
            chain.getFirst().accept(new Draft(entry));
        }
    }

    /**
     * Takes a run; it stays one where no stage looks at a line but those that drop it.
     *
     * @return whether the run's bytes may still be needed
     */
    boolean accept(Run run) {
        if (!tail.isEmpty()) {
            for (int i = 0; i < run.count(); i++) {
                accept(run.entry(i));
                run.taken(1);
            }
            return true;
        }
        Run passed = head.length == 0 ? run : passed(run);
        return passed.count() > 0 && out.accept(passed);
    }

    /** Returns what of a run no gate drops: the run itself where that is all of it. */
    private Run passed(Run run) {
        Run passed = run;
        for (int i = 0; i < run.count(); i++) {
            Entry entry = run.entry(i);
            Optional<Drop> verdict = verdict(entry);
            if (verdict.isPresent()) {
                if (passed == run) {
                    passed = run.first(i);
                }
                verdict.get().drop(entry);
                run.taken(1);
            } else if (passed != run) {
                passed.add(run.timestamp(i), run.offset(i), run.length(i));
            }
        }
        return passed;
    }

    private Optional<Drop> verdict(Entry entry) {
        for (Gate gate : head) {
            Optional<Drop> verdict = gate.verdict(entry);
            if (verdict.isPresent()) {
                return verdict;
            }
        }
        return Optional.empty();
    }

    /** Hands on what stages hold back, first stage first. */
    void flush() {
        flush(tail, chain);
    }

    /** Hands on what stages hold back, first stage first; they hold nothing back from then on. */
    void finish() {
        finish(tail, chain);
    }

    /** Returns for every stage what feeds it, and last the end itself. */
    static List<Next> chain(List<Stage> stages, Next end) {
        List<Next> chain = new ArrayList<>(List.of(end));
        for (Stage stage : stages.reversed()) {
            Next next = chain.getFirst();
            chain.addFirst(draft -> stage.process(draft, next));
        }
        return List.copyOf(chain);
    }

    static void flush(List<Stage> stages, List<Next> chain) {
        for (int i = 0; i < stages.size(); i++) {
            stages.get(i).flush(chain.get(i + 1));
        }
    }

    static void finish(List<Stage> stages, List<Next> chain) {
        for (int i = 0; i < stages.size(); i++) {
            stages.get(i).finish(chain.get(i + 1));
        }
    }
}
