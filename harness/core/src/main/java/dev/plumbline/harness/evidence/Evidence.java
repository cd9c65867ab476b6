package dev.plumbline.harness.evidence;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

/** Gathers, for one scenario, what was asked and observed; the oldest exchanges give way to new ones. Thread safe. */
public final class Evidence {
    private static final int EXCHANGES = 40;
    private static final int OBSERVATIONS = 400;

    private final Deque<Exchange> exchanges = new ArrayDeque<>();
    private final Deque<String> observations = new ArrayDeque<>();

    /** Keeps one exchange; an identical question asked again replaces the earlier answer. */
    public synchronized void exchange(Exchange exchange) {
        exchanges.removeIf(e -> e.question().equals(exchange.question()));
        exchanges.addLast(exchange);
        if (exchanges.size() > EXCHANGES) {
            exchanges.removeFirst();
        }
    }

    /** Keeps one sentence on what was seen: why a step passed. */
    public synchronized void observed(String sentence) {
        observations.addLast(sentence);
        if (observations.size() > OBSERVATIONS) {
            observations.removeFirst();
        }
    }

    /** Returns the exchanges, oldest first. */
    public synchronized List<Exchange> exchanges() {
        return List.copyOf(exchanges);
    }

    /** Returns the observations, oldest first. */
    public synchronized List<String> observations() {
        return List.copyOf(observations);
    }
}
