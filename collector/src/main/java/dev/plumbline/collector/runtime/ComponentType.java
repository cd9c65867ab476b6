package dev.plumbline.collector.runtime;

import dev.plumbline.collector.config.Block;
import dev.plumbline.collector.config.Problems;
import dev.plumbline.collector.config.Schema;

/** A kind of component: what its block may hold, what is checked beyond that, and how one is made. */
public interface ComponentType {
    /** Returns the dotted name, such as {@code loki.write}. */
    String name();

    /** Returns what its block may hold; the type of every attribute and the inner blocks. */
    Schema schema();

    /**
     * Checks what a schema cannot: regular expressions, URLs, time zones, what excludes what.
     *
     * @param arguments correct by the schema; values that are only known at run time are {@code Null}
     * @param problems takes every problem, each with the position of the value that causes it
     */
    void check(Block arguments, Problems problems);

    /**
     * Makes a component that does not work yet.
     *
     * @param arguments free of problems
     * @param context what the component needs of the process
     */
    Component create(Block arguments, ComponentContext context);
}
