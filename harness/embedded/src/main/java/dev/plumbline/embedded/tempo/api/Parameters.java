package dev.plumbline.embedded.tempo.api;

import dev.plumbline.embedded.http.Request;
import dev.plumbline.embedded.tempo.traceql.Durations;
import dev.plumbline.embedded.tempo.traceql.Query;
import dev.plumbline.embedded.tempo.traceql.TraceQlException;
import java.util.Optional;

/** Reads query parameters, with Tempo's messages for those that are wrong. */
final class Parameters {
    private static final long MOST_UINT32 = 0xFFFF_FFFFL;

    private final Request request;

    Parameters(Request request) {
        this.request = request;
    }

    /** Returns a parameter that is there and not empty. */
    Optional<String> text(String name) {
        return request.parameter(name).filter(v -> !v.isEmpty());
    }

    /** Returns an unsigned number of 32 bits; 0 if it is not given. */
    long uint(String name) {
        return text(name).map(v -> uint(name, v)).orElse(0L);
    }

    private static long uint(String name, String text) {
        String problem = "invalid " + name + ": strconv.ParseUint: parsing " + quoted(text) + ": ";
        if (!text.matches("\\d+")) {
            throw new ApiException(400, problem + "invalid syntax");
        }
        if (text.length() > 18 || Long.parseLong(text) > MOST_UINT32) {
            throw new ApiException(400, problem + "value out of range");
        }
        return Long.parseLong(text);
    }

    /** Returns a duration as Go reads it, in milliseconds of 32 bits, as the real one keeps it; 0 if it is not given. */
    long millis(String name) {
        return text(name)
                .map(v -> Durations.go(v)
                                        .orElseThrow(() -> new ApiException(
                                                400, "invalid " + name + ": " + GoDurationErrors.of(v)))
                                / 1_000_000
                        & MOST_UINT32)
                .orElse(0L);
    }

    /** Checks that a range is none or ends after it starts. */
    static void checkRange(long start, long end) {
        if ((start != 0 || end != 0) && end <= start) {
            throw new ApiException(
                    400, "http parameter start must be before end. received start=" + start + " end=" + end);
        }
    }

    static Query compiled(String text, String prefix) {
        try {
            return Query.compile(text);
        } catch (TraceQlException e) {
            throw new ApiException(400, prefix + e.getMessage());
        }
    }

    static String quoted(String text) {
        return "\"" + text.replace("\\", "\\\\").replace("\"", "\\\"") + "\"";
    }
}
