package dev.plumbline.collector.source;

import dev.plumbline.collector.config.Block;
import dev.plumbline.collector.config.Value;
import dev.plumbline.collector.entry.Entry;
import dev.plumbline.collector.entry.Receiver;
import dev.plumbline.collector.entry.Run;
import java.util.List;
import java.util.function.Supplier;

/** Hands entries to everything that {@code forward_to} names. */
final class Receivers {
    private Receivers() {}

    static Receiver of(Block arguments) {
        List<Receiver> all = arguments
                .attribute("forward_to")
                .filter(a -> a.value() instanceof Value.Array)
                .map(a -> ((Value.Array) a.value())
                        .elements().stream().flatMap(Receivers::receiver).toList())
                .orElse(List.of());
        return switch (all.size()) {
            case 0 -> entry -> entry.receipt().dropped("no_receiver");
            case 1 -> all.getFirst();
            default -> new Each(all);
        };
    }

    private static java.util.stream.Stream<Receiver> receiver(Value value) {
        return value instanceof Value.Capsule c && c.content() instanceof Receiver r
                ? java.util.stream.Stream.of(r)
                : java.util.stream.Stream.empty();
    }

    /** Hands on to several. */
    private record Each(List<Receiver> all) implements Receiver {
        @Override
        public void accept(Entry entry) {
            entry.receipt().expect(all.size() - 1);
            all.forEach(receiver -> receiver.accept(entry));
        }

        @Override
        public boolean accept(Run run) {
            run.receipt().expect((all.size() - 1) * run.count());
            boolean needed = false;
            for (Receiver receiver : all) {
                needed |= receiver.accept(run);
            }
            return needed;
        }
    }

    /** Makes a receiver that hands on to whichever is the one at the time. */
    static Receiver current(Supplier<Receiver> now) {
        return new Receiver() {
            @Override
            public void accept(Entry entry) {
                now.get().accept(entry);
            }

            @Override
            public boolean accept(Run run) {
                return now.get().accept(run);
            }
        };
    }
}
