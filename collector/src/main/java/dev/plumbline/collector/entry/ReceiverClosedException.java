package dev.plumbline.collector.entry;

/** Says that a receiver takes nothing any more: the entry was not taken, and its receipt stays open. */
public final class ReceiverClosedException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public ReceiverClosedException() {
        super("the receiver takes no more entries");
    }
}
