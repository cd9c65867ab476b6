package dev.plumbline.features;

import java.util.Map;
import java.util.function.Consumer;

/**
 * One way to break the stack, and what the suite has to say of it.
 *
 * @param name what is broken
 * @param breaking breaks it in a copy of the stack's files
 * @param scenarios tag expression of the scenarios that are run, or the word "named" and a regular expression of
 *     names
 * @param failing by the name of each scenario that has to fail, a regular expression that the first line of its message
 *     matches from end to end; every other scenario that is run has to pass
 */
record Sabotage(String name, Consumer<BrokenStack> breaking, String scenarios, Map<String, String> failing) {}
