package dev.plumbline.collector.write;

/** Keeps the account of one shard; every change is one step, so that the sum is right at every moment. */
final class Books {
    private long received;
    private long sent;
    private long refused;
    private long dropped;
    private long inFlight;

    synchronized void received(long count) {
        received += count;
        inFlight += count;
    }

    synchronized void sent(long count) {
        sent += count;
        inFlight -= count;
    }

    synchronized void refused(long count) {
        refused += count;
        inFlight -= count;
    }

    synchronized void dropped(long count) {
        dropped += count;
        inFlight -= count;
    }

    synchronized Account account() {
        return new Account(received, sent, refused, dropped, inFlight);
    }
}
