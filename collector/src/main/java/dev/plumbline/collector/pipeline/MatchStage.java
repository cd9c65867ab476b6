package dev.plumbline.collector.pipeline;

import dev.plumbline.collector.config.Arguments;
import dev.plumbline.collector.entry.Entry;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** {@code stage.match}: inner stages for the entries that a selector selects, or drops them. */
final class MatchStage {
    private MatchStage() {}

    static Optional<Stage> read(StageBlock block) {
        Arguments arguments = block.arguments();
        Optional<Selector> selector = selector(block);
        String action = arguments.text("action", "keep");
        boolean drops = action.equals("drop");
        if (!drops && !action.equals("keep") && !action.isEmpty()) {
            block.problem("action", "match stage action should be 'keep' or 'drop', found \"" + action + "\"");
        }
        List<Stage> inner = StageFactory.read(arguments.block().blocks(), block);
        boolean any = arguments.block().blocks().stream().anyMatch(b -> b.name().startsWith("stage."));
        if (drops && any) {
            block.problem("action", "match stage configured to drop entries cannot contains stages");
        } else if (!drops && !any && !arguments.isUnknown("action")) {
            block.problem("stages", "match stage requires at least one additional stage to be defined in it");
        }
        if (!block.sound() || selector.isEmpty()) {
            return Optional.empty();
        }
        String reason = arguments.text("drop_counter_reason", "");
        Drop drop = block.drop(reason.isEmpty() ? "match_stage" : reason);
        return Optional.of(
                drops ? new Dropping(selector.get(), Optional.of(drop)) : new Keeping(selector.get(), inner));
    }

    private static Optional<Selector> selector(StageBlock block) {
        String text = block.required("selector", "selector statement required for match stage");
        if (text.isEmpty()) {
            return Optional.empty();
        }
        try {
            return Optional.of(Selector.of(text));
        } catch (Selector.SyntaxException e) {
            block.problem("selector", "invalid selector syntax for match stage: " + e.getMessage());
            return Optional.empty();
        }
    }

    private record Dropping(Selector selector, Optional<Drop> drop) implements Gate {
        @Override
        public Optional<Drop> verdict(Entry entry) {
            return selector.selects(entry) ? drop : Optional.empty();
        }
    }

    /** Entries that are not selected go past the inner stages. */
    private static final class Keeping implements Stage {
        private final Selector selector;
        private final List<Stage> inner;
        private volatile @Nullable List<Next> chain;

        Keeping(Selector selector, List<Stage> inner) {
            this.selector = selector;
            this.inner = inner;
        }

        /** A stage stands in one pipeline, so what follows it is always the same. */
        private List<Next> chain(Next next) {
            List<Next> known = chain;
            if (known == null) {
                known = Pipeline.chain(inner, next);
                chain = known;
            }
            return known;
        }

        @Override
        public void process(Draft draft, Next next) {
            if (selector.selects(draft.entry())) {
                draft.extractLabels();
                chain(next).getFirst().accept(draft);
            } else {
                next.accept(draft);
            }
        }

        @Override
        public void flush(Next next) {
            Pipeline.flush(inner, chain(next));
        }

        @Override
        public void finish(Next next) {
            Pipeline.finish(inner, chain(next));
        }
    }
}
