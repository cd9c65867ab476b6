package dev.plumbline.embedded.tempo.query;

/**
 * Splits a time range into steps, each open at its start and closed at its end.
 *
 * @param start nanoseconds since the epoch; a multiple of the step unless it is instant
 * @param end nanoseconds since the epoch; a multiple of the step unless it is instant
 * @param step nanoseconds
 * @param instant whether the range is one step
 */
public record Intervals(long start, long end, long step, boolean instant) {
    /** Returns the range of an instant query. */
    public static Intervals instant(long start, long end) {
        return new Intervals(start, end, end - start, true);
    }

    /** Returns a range widened to whole steps, and one step before it. */
    public static Intervals aligned(long start, long end, long step) {
        long first = start - start % step;
        long last = end % step == 0 ? end : end + step - end % step;
        return new Intervals(first > step ? first - step : first, last, step, false);
    }

    /** Returns the range cut back to end at a whole step at or before a time. */
    public Intervals endingBy(long latest) {
        return latest >= end ? this : new Intervals(start, latest - latest % step, step, instant);
    }

    /** Returns how many steps there are. */
    public int count() {
        return instant ? 1 : (int) Math.max(0, (end - start) / step);
    }

    /** Returns the step that a time falls into; -1 if it is outside the range. */
    int of(long time) {
        if (time <= start || time > end) {
            return -1;
        }
        return instant ? 0 : (int) ((time - start - 1) / step);
    }

    /** Returns the time that stands for a step: its end. */
    public long time(int interval) {
        return instant ? end : start + (interval + 1) * step;
    }
}
