package dev.plumbline.collector.runtime;

import dev.plumbline.collector.config.Block;
import dev.plumbline.collector.config.Value;
import dev.plumbline.collector.entry.Balance;
import dev.plumbline.collector.entry.Entry;
import dev.plumbline.collector.entry.Receiver;
import dev.plumbline.collector.entry.ReceiverClosedException;
import dev.plumbline.collector.entry.Run;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * Hands each entry to every receiver that {@code forward_to} names, whatever a reload makes of them: who waits for a
 * receiver that is taken out goes on with one that takes its place.
 */
public final class Outlet implements Receiver {
    private final Balance balance;
    private volatile Receiver[] receivers;

    /**
     * Makes the outlet of a component.
     *
     * @param component holds {@code forward_to}
     * @param balance learns of the copies that are made
     */
    public Outlet(Block component, Balance balance) {
        this.balance = balance;
        this.receivers = of(component);
    }

    /** Takes other receivers, from the next entry on. */
    public void update(Block component) {
        receivers = of(component);
    }

    private static Receiver[] of(Block component) {
        return component
                .attribute("forward_to")
                .map(attribute -> of(attribute.value()))
                .orElse(List.of())
                .toArray(new Receiver[0]);
    }

    private static List<Receiver> of(Value value) {
        return value instanceof Value.Array array
                ? array.elements().stream()
                        .filter(Value.Capsule.class::isInstance)
                        .map(element -> ((Value.Capsule) element).content())
                        .filter(Receiver.class::isInstance)
                        .map(Receiver.class::cast)
                        .toList()
                : List.of();
    }

    @Override
    public void accept(Entry entry) {
        Receiver[] to = receivers;
        if (to.length == 1) {
            hand(entry, to[0], to);
        } else if (to.length == 0) {
            entry.receipt().dropped("no_receiver");
        } else {
            each(entry, to);
        }
    }

    private void each(Entry entry, Receiver[] to) {
        entry.receipt().expect(to.length - 1);
        for (int i = 0; i < to.length; i++) {
            if (i > 0) {
                balance.copied(entry.receipt().weight());
            }
            hand(entry, to[i], to);
        }
    }

    private void hand(Entry entry, Receiver receiver, Receiver[] to) {
        try {
            receiver.accept(entry);
        } catch (ReceiverClosedException e) {
            Optional<Receiver> next = inPlaceOf(receiver, to, e);
            if (next.isPresent()) {
                hand(entry, next.get(), new Receiver[] {next.get()});
            } else {
                entry.receipt().dropped("no_receiver");
            }
        }
    }

    /** Returns who takes the place of a receiver that is closed; throws if it is still the one that is named. */
    private Optional<Receiver> inPlaceOf(Receiver receiver, Receiver[] to, ReceiverClosedException closed) {
        List<Receiver> now = Arrays.asList(receivers);
        if (now.contains(receiver)) {
            throw closed;
        }
        List<Receiver> before = Arrays.asList(to);
        return now.stream().filter(r -> !before.contains(r)).findFirst();
    }

    @Override
    public boolean accept(Run run) {
        Receiver[] to = receivers;
        if (to.length == 0) {
            drop(run);
            return false;
        }
        if (to.length > 1) {
            run.receipt().expect((to.length - 1) * run.count());
        }
        boolean needed = false;
        for (int i = 0; i < to.length; i++) {
            if (i > 0) {
                balance.copied((long) run.receipt().weight() * run.count());
                run.again();
            }
            needed |= hand(run, to[i], to);
        }
        return needed;
    }

    private boolean hand(Run run, Receiver receiver, Receiver[] to) {
        try {
            return receiver.accept(run);
        } catch (ReceiverClosedException e) {
            Optional<Receiver> next = inPlaceOf(receiver, to, e);
            Run rest = run.rest();
            if (next.isPresent()) {
                hand(rest, next.get(), new Receiver[] {next.get()});
            } else {
                drop(rest);
            }
            return true;
        }
    }

    private static void drop(Run run) {
        for (int i = 0; i < run.count(); i++) {
            run.receipt().dropped("no_receiver");
            run.taken(1);
        }
    }

    @Override
    public void flush() {
        for (Receiver receiver : receivers) {
            receiver.flush();
        }
    }
}
