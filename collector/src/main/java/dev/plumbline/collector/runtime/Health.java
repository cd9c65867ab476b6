package dev.plumbline.collector.runtime;

import java.time.Instant;

/**
 * How a component is.
 *
 * @param ready whether it does its work
 * @param message why not, or what is not as it should be; empty where all is well
 * @param since when this was said
 */
public record Health(boolean ready, String message, Instant since) {}
