package dev.plumbline.harness.waiting;

/** Looks once. */
@FunctionalInterface
public interface Probe<T> {
    /**
     * Looks once. An exception counts as "not yet" and is shown if the deadline passes, but for the failures that
     * waiting does not mend: infrastructure and configuration.
     *
     * @throws Exception whatever went wrong while looking
     */
    Seen<T> look() throws Exception;
}
