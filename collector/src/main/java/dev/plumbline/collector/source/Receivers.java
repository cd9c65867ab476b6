package dev.plumbline.collector.source;

import dev.plumbline.collector.config.Block;
import dev.plumbline.collector.config.Value;
import dev.plumbline.collector.entry.Entry;
import dev.plumbline.collector.entry.Receiver;
import java.util.List;

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
            default -> entry -> each(all, entry);
        };
    }

    private static java.util.stream.Stream<Receiver> receiver(Value value) {
        return value instanceof Value.Capsule c && c.content() instanceof Receiver r
                ? java.util.stream.Stream.of(r)
                : java.util.stream.Stream.empty();
    }

    private static void each(List<Receiver> all, Entry entry) {
        entry.receipt().expect(all.size() - 1);
        for (Receiver receiver : all) {
            receiver.accept(entry);
        }
    }
}
