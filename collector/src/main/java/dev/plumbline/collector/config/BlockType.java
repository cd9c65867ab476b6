package dev.plumbline.collector.config;

/** A kind of block that may stand at the top of a file: what it may hold, and what is checked beyond that. */
public interface BlockType {
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
}
