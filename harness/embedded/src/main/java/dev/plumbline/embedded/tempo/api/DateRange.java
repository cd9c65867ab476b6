package dev.plumbline.embedded.tempo.api;

import dev.plumbline.embedded.tempo.traceql.Durations;
import java.util.Optional;

/** Checks the time range of searches and tags, as the real one does before it looks at the rest. */
final class DateRange {
    private static final String PROBLEM = "error parsing date range: ";
    private static final long MOST_SECONDS = 168 * 3600;

    private DateRange() {}

    static void check(Parameters parameters) {
        Optional<String> since = parameters.text("since");
        if (since.isPresent()) {
            if (Durations.parse(since.get()).isEmpty()) {
                throw new ApiException(
                        400,
                        PROBLEM + "could not parse 'since' parameter: not a valid duration string: "
                                + Parameters.quoted(since.get()));
            }
            return;
        }
        Optional<String> start = parameters.text("start");
        Optional<String> end = parameters.text("end");
        if (start.isPresent() != end.isPresent()) {
            throw new ApiException(400, PROBLEM + "only one of start and end provided: must provide both or neither");
        }
        try {
            start.ifPresent(s -> TimeRange.time("start", s));
            end.ifPresent(e -> TimeRange.time("end", e));
        } catch (ApiException e) {
            throw new ApiException(400, PROBLEM + e.text());
        }
    }

    /** Returns start and end in seconds, checked; both are 0 if none is given. */
    static long[] seconds(Parameters parameters) {
        check(parameters);
        if (parameters.text("start").isEmpty()) {
            return new long[] {0, 0};
        }
        long start = TimeRange.time("start", parameters.text("start").orElse("")) / 1_000_000_000L;
        long end = TimeRange.time("end", parameters.text("end").orElse("")) / 1_000_000_000L;
        long length = (end - start) & 0xFFFF_FFFFL; // as the real one counts, in 32 bits
        if (length > MOST_SECONDS) {
            throw new ApiException(
                    400, "range specified by start and end exceeds 168h0m0s. received start=" + start + " end=" + end);
        }
        return new long[] {start, end};
    }
}
