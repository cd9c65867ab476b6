package dev.plumbline.collector.runtime;

import dev.plumbline.collector.config.Block;
import dev.plumbline.collector.config.Value;
import dev.plumbline.collector.entry.Entry;
import dev.plumbline.collector.entry.Receiver;
import dev.plumbline.collector.entry.Run;
import java.util.List;

/** Hands each entry to every receiver that {@code forward_to} names. */
public final class Fanout implements Receiver {
    private final Receiver[] receivers;

    private Fanout(List<Receiver> receivers) {
        this.receivers = receivers.toArray(new Receiver[0]);
    }

    /** Reads {@code forward_to} of a component. */
    public static Fanout of(Block component) {
        return component
                .attribute("forward_to")
                .map(attribute -> of(attribute.value()))
                .orElseGet(() -> new Fanout(List.of()));
    }

    private static Fanout of(Value value) {
        return new Fanout(
                value instanceof Value.Array array
                        ? array.elements().stream()
                                .filter(Value.Capsule.class::isInstance)
                                .map(element -> ((Value.Capsule) element).content())
                                .filter(Receiver.class::isInstance)
                                .map(Receiver.class::cast)
                                .toList()
                        : List.of());
    }

    @Override
    public void accept(Entry entry) {
        if (receivers.length == 0) {
            entry.receipt().dropped("no_receiver");
            return;
        }
        if (receivers.length > 1) {
            entry.receipt().expect(receivers.length - 1);
        }
        for (Receiver receiver : receivers) {
            receiver.accept(entry);
        }
    }

    @Override
    public boolean accept(Run run) {
        if (receivers.length == 0) {
            for (int i = 0; i < run.count(); i++) {
                run.receipt().dropped("no_receiver");
            }
            return false;
        }
        if (receivers.length > 1) {
            run.receipt().expect((receivers.length - 1) * run.count());
        }
        boolean needed = false;
        for (Receiver receiver : receivers) {
            needed |= receiver.accept(run);
        }
        return needed;
    }

    @Override
    public void flush() {
        for (Receiver receiver : receivers) {
            receiver.flush();
        }
    }
}
