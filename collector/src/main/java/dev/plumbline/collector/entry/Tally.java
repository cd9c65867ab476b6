package dev.plumbline.collector.entry;

import java.util.EnumMap;
import java.util.Map;
import java.util.TreeMap;

/** Adds up what the parts of the collector have counted, at one moment. */
public final class Tally {
    /** Where a line is whose fate is open. */
    public enum Place {
        /** Between a reader and the first that takes it. */
        HAND,
        /** Held back by a stage. */
        STAGES,
        /** In a batch that is being filled or sent. */
        MEMORY,
        /** On disk, until Loki is back. */
        SPOOL,
        /** Left by a writer that was taken out of the configuration; it is found again where it lies. */
        LEFT
    }

    /**
     * What became of all lines: {@code received + copied + adopted = sent + refused + dropped + in flight}, always.
     *
     * @param received read by sources
     * @param copied made because a line goes to more than one place
     * @param adopted found in the spool of an earlier run
     * @param sent stored by Loki; found there counts too
     * @param refused by Loki for good, by reason
     * @param dropped on purpose, by reason
     * @param inFlight held somewhere, counted where
     */
    public record Books(
            long received,
            long copied,
            long adopted,
            long sent,
            Map<String, Long> refused,
            Map<String, Long> dropped,
            Map<Place, Long> inFlight) {

        public long refusedLines() {
            return sum(refused);
        }

        public long droppedLines() {
            return sum(dropped);
        }

        public long inFlightLines() {
            return sum(inFlight);
        }

        /** Returns how many lines nobody knows the fate of; anything but 0 is a fault. */
        public long unbalanced() {
            return received + copied + adopted - sent - refusedLines() - droppedLines() - inFlightLines();
        }

        private static long sum(Map<?, Long> counts) {
            return counts.values().stream().mapToLong(Long::longValue).sum();
        }
    }

    private long received;
    private long copied;
    private long adopted;
    private long sent;
    private final Map<String, Long> refused = new TreeMap<>();
    private final Map<String, Long> dropped = new TreeMap<>();
    private final Map<Place, Long> inFlight = new EnumMap<>(Place.class);

    public void received(long lines) {
        received += lines;
    }

    public void copied(long lines) {
        copied += lines;
    }

    public void adopted(long lines) {
        adopted += lines;
    }

    public void sent(long lines) {
        sent += lines;
    }

    public void refused(String reason, long lines) {
        refused.merge(reason, lines, Long::sum);
    }

    public void dropped(String reason, long lines) {
        dropped.merge(reason, lines, Long::sum);
    }

    public void held(Place place, long lines) {
        inFlight.merge(place, lines, Long::sum);
    }

    /** Returns the sums. */
    Books books() {
        return new Books(
                received,
                copied,
                adopted,
                sent,
                new TreeMap<>(refused),
                new TreeMap<>(dropped),
                inFlight.isEmpty() ? Map.of() : new EnumMap<>(inFlight));
    }
}
