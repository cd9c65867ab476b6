package dev.plumbline.harness.stack;

import java.time.Duration;

/** Something that can be done to a service. */
public sealed interface Fault {
    /** Ended in an orderly way. */
    record Stopped() implements Fault {}

    /** Ended at once, without a chance to write anything. */
    record Killed() implements Fault {}

    /** Ended, its container removed; what it keeps in volumes stays. */
    record Removed() implements Fault {}

    /** Frozen: its sockets stay open, it answers nothing. */
    record Paused() implements Fault {}

    /** Cut from the network. */
    record CutOff() implements Fault {}

    /**
     * Slowed down on the way from the log collector.
     *
     * @param latency added to every answer
     * @param bytesPerSecond most bytes that pass in a second in each direction, 0 for any number
     */
    record Slowed(Duration latency, long bytesPerSecond) implements Fault {}

    /**
     * Connections from the log collector are reset, in turns before the question reaches the service and before the
     * answer comes back.
     */
    record Resetting() implements Fault {}
}
