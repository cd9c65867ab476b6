package dev.plumbline.collector.runtime;

import dev.plumbline.collector.config.Block;

/** One component of a running configuration. */
public interface Component extends AutoCloseable {
    /** Begins to work; called once, after everything it refers to has been built. */
    void start();

    /**
     * Takes new arguments: the file was reloaded, or an export it refers to has changed.
     *
     * @param arguments checked by {@link ComponentType#check}
     */
    void update(Block arguments);

    /** Ends its work: sources stop reading, then pipelines hand on what they hold, then writers drain. */
    @Override
    void close();

    /**
     * Keeps what has settled since {@link #close}; called once, after every component has ended: then a source knows
     * what its writers have delivered last.
     */
    default void settled() {}
}
