package dev.plumbline.embedded.loki;

import dev.plumbline.embedded.gotemplate.GoDuration;
import dev.plumbline.embedded.gotemplate.GoStrings;
import dev.plumbline.embedded.http.Request;
import java.time.DateTimeException;
import java.time.OffsetDateTime;
import java.util.Locale;

/** Reads the parameters of a query; moments and durations are in nanoseconds. */
final class QueryParameters {
    private static final int MOST_POINTS = 11_000;
    private static final long HOUR = 3_600_000_000_000L;

    private final Request request;
    private final long now;

    QueryParameters(Request request, long now) {
        this.request = request;
        this.now = now;
    }

    String text(String name) {
        return request.parameter(name).orElse("");
    }

    /** First and last moment. */
    record Bounds(long start, long end) {}

    Bounds bounds() {
        long since = HOUR;
        if (!text("since").isEmpty()) {
            try {
                since = GoDuration.parsePrometheus(text("since"));
            } catch (NumberFormatException e) {
                throw bad("could not parse 'since' parameter: " + e.getMessage());
            }
        }
        long end = moment("end", now, "could not parse 'end' parameter: ");
        long start = moment("start", Math.min(end, now) - since, "could not parse 'start' parameter: ");
        return new Bounds(start, end);
    }

    /**
     * Returns the first and last moment.
     *
     * @throws ApiError if the last is before the first
     */
    Bounds ordered() {
        Bounds bounds = bounds();
        if (bounds.end() < bounds.start()) {
            throw bad("end timestamp must not be before or equal to start time");
        }
        return bounds;
    }

    /**
     * What all range queries share.
     *
     * @param step nanoseconds between two points
     * @param interval least nanoseconds between two entries
     */
    record Range(Bounds bounds, int limit, boolean forward, long step, long interval) {}

    Range range() {
        Bounds bounds = ordered();
        int limit = limit("limit", 100);
        boolean forward = forward();
        long step = step(bounds);
        if (step <= 0) {
            throw bad("zero or negative query resolution step widths are not accepted. Try a positive integer");
        }
        if ((bounds.end() - bounds.start()) / step > MOST_POINTS) {
            throw bad("exceeded maximum resolution of 11,000 points per time series. Try increasing"
                    + " the value of the step parameter");
        }
        long interval = interval();
        if (interval < 0) {
            throw bad("interval must be >= 0");
        }
        return new Range(bounds, limit, forward, step, interval);
    }

    /**
     * Refuses a time that is longer than the limit.
     *
     * @param range what a query looks back besides
     */
    static void checkLength(Bounds bounds, long range, Settings settings) {
        long length = bounds.end() - bounds.start() + range;
        if (settings.queryLength() > 0 && length > settings.queryLength()) {
            throw bad("the query time range exceeds the limit (query length: " + GoDuration.format(length) + ", limit: "
                    + GoDuration.formatPrometheus(settings.queryLength()) + ")");
        }
    }

    long time() {
        return moment("time", now, "");
    }

    private long moment(String name, long otherwise, String prefix) {
        String text = text(name);
        if (text.isEmpty()) {
            return otherwise;
        }
        if (text.contains(".")) {
            try {
                double seconds = GoStrings.parseFloat(text);
                long whole = (long) seconds;
                double fraction = Math.rint((seconds - whole) * 1000) / 1000;
                return whole * 1_000_000_000L + (long) (fraction * 1e9);
            } catch (NumberFormatException e) {
                // may still be a date with a fraction
            }
        }
        try {
            long number = GoStrings.parseInt("ParseInt", text);
            return text.length() <= 10 ? number * 1_000_000_000L : number;
        } catch (NumberFormatException e) {
            try {
                return Times.nanos(OffsetDateTime.parse(text).toInstant());
            } catch (DateTimeException none) {
                throw bad(prefix + e.getMessage());
            }
        }
    }

    int limit(String name, int otherwise) {
        String text = text(name);
        if (text.isEmpty()) {
            return otherwise;
        }
        try {
            long limit = GoStrings.parseInt("Atoi", text);
            if (limit <= 0) {
                throw bad("limit must be a positive value");
            }
            return (int) Math.min(Integer.MAX_VALUE, limit);
        } catch (NumberFormatException e) {
            throw bad(String.valueOf(e.getMessage()));
        }
    }

    boolean forward() {
        String direction = text("direction");
        return switch (direction.toUpperCase(Locale.ROOT)) {
            case "", "BACKWARD" -> false;
            case "FORWARD" -> true;
            default -> throw bad("invalid direction '" + direction + "'");
        };
    }

    long step(Bounds bounds) {
        String text = text("step");
        if (text.isEmpty()) {
            double seconds = Math.floor((bounds.end() - bounds.start()) / 1e9 / 250);
            return (long) (Math.max(seconds, 1) * 1e9);
        }
        return secondsOrDuration(text);
    }

    long interval() {
        String text = text("interval");
        return text.isEmpty() ? 0 : secondsOrDuration(text);
    }

    private static long secondsOrDuration(String text) {
        try {
            double nanos = GoStrings.parseFloat(text) * 1e9;
            if (Math.abs(nanos) > 9.2e18) {
                throw bad("cannot parse " + GoStrings.quote(text) + " to a valid duration. It overflows int64");
            }
            return (long) nanos;
        } catch (NumberFormatException e) {
            try {
                return GoDuration.parsePrometheus(text);
            } catch (NumberFormatException none) {
                throw bad("cannot parse " + GoStrings.quote(text) + " to a valid duration");
            }
        }
    }

    static ApiError bad(String message) {
        return new ApiError(400, message);
    }
}
