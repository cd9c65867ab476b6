package dev.plumbline.harness.stack;

/** Does things to services. Everything is undone by {@link #undo}; doing the same twice does no harm. */
public interface Faults {
    /**
     * Does something to a service.
     *
     * @throws UnsupportedOperationException if this stack cannot do it, with the reason
     */
    void apply(Service service, Fault fault);

    /** Undoes everything that was done, and waits until every service is ready again. */
    void undo();

    /** Undoes what was done to one service, and waits until it is ready again. */
    void undo(Service service);

    /**
     * Returns how often bytes had to wait or a connection was reset on the way from the log collector to a service,
     * since {@link Fault.Slowed} or {@link Fault.Resetting} was last applied to it.
     */
    long felt(Service service);
}
