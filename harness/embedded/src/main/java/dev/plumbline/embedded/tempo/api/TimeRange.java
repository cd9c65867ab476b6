package dev.plumbline.embedded.tempo.api;

import dev.plumbline.embedded.http.Request;
import dev.plumbline.embedded.tempo.traceql.Durations;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Clock;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.util.Optional;

/**
 * The time range of a metrics query.
 *
 * @param start nanoseconds since the epoch
 * @param end nanoseconds since the epoch
 */
record TimeRange(long start, long end) {
    /** What stands before the problems of metrics queries. */
    private static final String RPC = "rpc error: code = Code(400) desc = ";

    private static final long SECOND = 1_000_000_000L;
    private static final long[] STEPS = {3600, 300, 60, 15, 5, 1};
    private static final long POINTS = 240;
    private static final long FINEST = 50_000_000L;

    static TimeRange of(Request request, Clock clock) {
        Parameters parameters = new Parameters(request);
        long now = nanos(clock.instant());
        long since = parameters
                .text("since")
                .map(s -> Durations.parse(s)
                        .orElseThrow(() -> new ApiException(
                                400,
                                RPC + "could not parse 'since' parameter: not a valid duration string: "
                                        + Parameters.quoted(s))))
                .orElse(3600 * SECOND);
        long end = parameters.text("end").map(t -> asked("end", t)).orElse(now);
        long start = parameters.text("start").map(t -> asked("start", t)).orElse(Math.min(end, now) - since);
        return new TimeRange(start, end);
    }

    private static long asked(String name, String text) {
        try {
            return time(name, text);
        } catch (ApiException e) {
            throw new ApiException(400, RPC + e.text());
        }
    }

    static long nanos(Instant instant) {
        return instant.getEpochSecond() * SECOND + instant.getNano();
    }

    /** Reads a time in seconds or nanoseconds, or as text, and returns nanoseconds. */
    static long time(String name, String text) {
        if (text.matches("-?\\d+\\.\\d*")) {
            return new BigDecimal(text)
                    .setScale(3, RoundingMode.HALF_UP)
                    .movePointRight(9)
                    .longValue();
        }
        if (text.matches("-?\\d{1,18}\\d?")) {
            long value = Long.parseLong(text);
            return text.length() <= 10 ? value * SECOND : value;
        }
        try {
            return nanos(OffsetDateTime.parse(text).toInstant());
        } catch (DateTimeParseException e) {
            throw new ApiException(
                    400,
                    "could not parse '" + name + "' parameter: strconv.ParseInt: parsing " + Parameters.quoted(text)
                            + ": invalid syntax");
        }
    }

    /** Returns the step that a request gives, or that its range suggests, in nanoseconds. */
    long step(Request request) {
        Optional<String> given = new Parameters(request).text("step");
        if (given.isEmpty()) {
            return defaultStep();
        }
        String text = given.get();
        if (text.matches("[+-]?(\\d+\\.?\\d*|\\.\\d+)([eE][+-]?\\d+)?")) {
            return new BigDecimal(text).movePointRight(9).longValue();
        }
        return Durations.go(text)
                .orElseThrow(() -> new ApiException(
                        400, RPC + "cannot parse " + Parameters.quoted(text) + " to a valid duration"));
    }

    private long defaultStep() {
        long length = end - start;
        long baseline = length / POINTS;
        if (length < 60 * SECOND) {
            return baseline > FINEST ? baseline / FINEST * FINEST : FINEST;
        }
        for (long step : STEPS) {
            long nanos = step * SECOND;
            if (baseline > nanos) {
                return baseline / nanos * nanos;
            }
        }
        return SECOND;
    }
}
