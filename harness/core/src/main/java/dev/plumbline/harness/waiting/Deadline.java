package dev.plumbline.harness.waiting;

import dev.plumbline.harness.failure.ConfigurationFailure;
import dev.plumbline.harness.failure.InfrastructureFailure;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionTimeoutException;
import org.opentest4j.TestAbortedException;

/**
 * How long something may take. The only place that waits.
 *
 * @param duration how long, from the call of {@link #eventually} or {@link #never} on
 * @param interval between two looks
 */
public record Deadline(Duration duration, Duration interval) {
    private static final Duration INTERVAL = Duration.ofMillis(100);

    public Deadline {
        if (duration.isNegative() || duration.isZero()) {
            throw new IllegalArgumentException("a deadline lies in the future, this is " + duration);
        }
    }

    /** Sets a deadline with the usual interval of a tenth of a second. */
    public static Deadline within(Duration duration) {
        return new Deadline(duration, INTERVAL);
    }

    /** Sets a deadline in seconds. */
    public static Deadline seconds(long seconds) {
        return within(Duration.ofSeconds(seconds));
    }

    /** Returns this deadline with another interval between two looks. */
    public Deadline every(Duration other) {
        return new Deadline(duration, other);
    }

    /**
     * Waits until a probe has seen enough.
     *
     * @param what is waited for, as the subject of "did not come about"
     * @param probe looks once
     * @return what the probe saw
     * @throws DeadlineMissed with the number of looks, the time and the last observation
     */
    public <T> T eventually(String what, Probe<T> probe) {
        Watch<T> watch = new Watch<>(probe);
        long begin = System.nanoTime();
        try {
            Awaitility.await()
                    .atMost(duration)
                    .pollDelay(Duration.ZERO)
                    .pollInterval(interval)
                    .until(watch::hasSeenEnough);
        } catch (ConditionTimeoutException e) {
            throw new DeadlineMissed(what, elapsed(begin), watch.looks.get(), watch.lastInWords(), e);
        }
        return watch.last
                .value()
                .orElseThrow(() ->
                        new DeadlineMissed(what, elapsed(begin), watch.looks.get(), watch.last.description(), null));
    }

    /**
     * Watches for the whole duration that a probe never sees enough.
     *
     * @param what must not come about
     * @param probe looks once
     * @throws DeadlineMissed as soon as it is seen
     */
    public void never(String what, Probe<?> probe) {
        AtomicInteger looks = new AtomicInteger();
        long begin = System.nanoTime();
        long end = begin + duration.toNanos();
        Awaitility.await()
                .atMost(duration.plusSeconds(60))
                .pollDelay(Duration.ZERO)
                .pollInterval(interval)
                .until(() -> {
                    looks.incrementAndGet();
                    Seen<?> seen = probe.look();
                    Optional<?> value = seen.value();
                    if (value.isPresent()) {
                        throw new DeadlineMissed(
                                "the absence of " + what, elapsed(begin), looks.get(), seen.description(), null);
                    }
                    return System.nanoTime() >= end;
                });
    }

    private static String elapsed(long begin) {
        double seconds = (System.nanoTime() - begin) / (double) TimeUnit.SECONDS.toNanos(1);
        return String.format(Locale.ROOT, "%.1f s", seconds);
    }

    /** Remembers the last observation, so that a time-out can show it. */
    private static final class Watch<T> {
        private final Probe<T> probe;
        private volatile Seen<T> last = Seen.notYet("nothing, the first look did not end in time");
        private final AtomicInteger looks = new AtomicInteger();

        Watch(Probe<T> probe) {
            this.probe = probe;
        }

        boolean hasSeenEnough() {
            looks.incrementAndGet();
            last = look();
            return last.value().isPresent() || last.hopeless();
        }

        /** What a look that began in time saw after the deadline does not count, and is not said to be missing. */
        String lastInWords() {
            Seen<T> seen = last;
            return seen.value().isPresent() ? "it came about, but too late" : seen.description();
        }

        private Seen<T> look() {
            try {
                return probe.look();
            } catch (InfrastructureFailure | ConfigurationFailure e) {
                throw e; // waiting does not mend a stack that did not come up, nor a wrong file
            } catch (InterruptedException e) {
                // the deadline passed while looking: what was seen before says more
                Thread.currentThread().interrupt();
                return last;
            } catch (TestAbortedException e) {
                throw e; // not applicable now, and not later
            } catch (Exception e) {
                String message = e.getMessage();
                return Seen.notYet(message == null ? e.toString() : message);
            }
        }
    }
}
