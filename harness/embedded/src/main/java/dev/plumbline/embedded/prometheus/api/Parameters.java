package dev.plumbline.embedded.prometheus.api;

import dev.plumbline.embedded.http.Request;
import dev.plumbline.embedded.prometheus.model.Durations;
import dev.plumbline.embedded.prometheus.model.GoNumber;
import dev.plumbline.embedded.prometheus.model.GoText;
import dev.plumbline.embedded.prometheus.model.Matcher;
import dev.plumbline.embedded.prometheus.promql.ParseException;
import dev.plumbline.embedded.prometheus.promql.Parser;
import java.time.DateTimeException;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;

/** Reads a request's parameters; times and durations are milliseconds. */
final class Parameters {
    static final long MIN_TIME = (Long.MIN_VALUE / 1000 + 62135596801L) * 1000;
    static final long MAX_TIME = (Long.MAX_VALUE / 1000 - 62135596801L) * 1000;

    private final Request request;

    Parameters(Request request) {
        this.request = request;
    }

    String text(String name) {
        return request.parameter(name).orElse("");
    }

    int limit() {
        String text = text("limit");
        if (text.isEmpty()) {
            return 0;
        }
        long limit;
        try {
            limit = Long.parseLong(text);
        } catch (NumberFormatException e) {
            boolean digits = text.matches("[-+]?[0-9]+");
            throw ApiException.badParameter(
                    "limit",
                    "strconv.Atoi: parsing " + GoText.quote(text)
                            + (digits ? ": value out of range" : ": invalid syntax"));
        }
        if (limit < 0) {
            throw ApiException.badParameter("limit", "limit must be non-negative");
        }
        return (int) Math.min(limit, Integer.MAX_VALUE);
    }

    /** Reads a limit that may be left out, of the endpoints that take any number. */
    int limit(int otherwise, int least, String message) {
        String text = text("limit");
        if (text.isEmpty()) {
            return otherwise;
        }
        try {
            int limit = Integer.parseInt(text);
            if (limit >= least) {
                return limit;
            }
        } catch (NumberFormatException e) {
            // said below
        }
        throw ApiException.badData(message);
    }

    /** Returns a time as the engine takes it, whose nanoseconds wrap around in 64 bits. */
    static long wrapped(long millis) {
        return millis * 1_000_000 / 1_000_000;
    }

    /** Reads a time that may be left out. */
    long time(String name, long otherwise) {
        if (text(name).isEmpty()) {
            return otherwise;
        }
        try {
            return parseTime(text(name));
        } catch (IllegalArgumentException e) {
            throw ApiException.badParameter(name, "invalid time value for '" + name + "': " + e.getMessage());
        }
    }

    /** Reads a time that must be given. */
    long time(String name) {
        try {
            return parseTime(text(name));
        } catch (IllegalArgumentException e) {
            throw ApiException.badParameter(name, String.valueOf(e.getMessage()));
        }
    }

    private static long parseTime(String text) {
        OptionalDouble number = GoNumber.parse(text);
        if (number.isPresent()) {
            return millis(number.getAsDouble());
        }
        if (text.matches("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d([.,]\\d+)?(Z|[-+]\\d\\d:\\d\\d)")) {
            try {
                return OffsetDateTime.parse(text.replace(',', '.')).toInstant().toEpochMilli();
            } catch (DateTimeException e) {
                // no such day or hour: said below
            }
        }
        return switch (text) {
            case "-292273086-05-16T16:47:06Z" -> MIN_TIME;
            case "292277025-08-18T07:12:54.999999999Z" -> MAX_TIME;
            default ->
                throw new IllegalArgumentException("cannot parse " + GoText.quote(text) + " to a valid timestamp");
        };
    }

    /** Converts seconds in two parts, of which the whole one wraps around like Go's. */
    private static long millis(double seconds) {
        if (!Double.isFinite(seconds)) {
            return Long.MIN_VALUE / 1_000_000;
        }
        double whole = seconds < 0 ? Math.ceil(seconds) : Math.floor(seconds);
        double rest = seconds - whole;
        return GoNumber.toLong(whole) * 1000 + Math.round(Math.abs(rest) * 1000) * (rest < 0 ? -1 : 1);
    }

    /** Reads a duration in seconds or with units. */
    long duration(String name) {
        try {
            return parseDuration(text(name));
        } catch (IllegalArgumentException e) {
            throw ApiException.badParameter(name, String.valueOf(e.getMessage()));
        }
    }

    static long parseDuration(String text) {
        OptionalDouble number = GoNumber.parse(text);
        if (number.isPresent()) {
            if (Math.abs(number.getAsDouble()) * 1e9 > Long.MAX_VALUE) {
                throw new IllegalArgumentException(
                        "cannot parse " + GoText.quote(text) + " to a valid duration. It overflows int64");
            }
            double millis = number.getAsDouble() * 1000;
            return millis > 0 && millis < 1 ? 1 : (long) millis;
        }
        try {
            return Durations.parse(text);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("cannot parse " + GoText.quote(text) + " to a valid duration", e);
        }
    }

    /** Reads the lookback, 0 where none is given. */
    long lookback() {
        if (text("lookback_delta").isEmpty()) {
            return 0;
        }
        try {
            return parseDuration(text("lookback_delta"));
        } catch (IllegalArgumentException e) {
            throw ApiException.badData("error parsing lookback delta duration: " + e.getMessage());
        }
    }

    List<String> matches() {
        return request.parameters("match[]");
    }

    List<List<Matcher>> selectors() throws ParseException {
        List<List<Matcher>> selectors = new ArrayList<>();
        for (String match : matches()) {
            selectors.add(Parser.selector(match));
        }
        for (List<Matcher> selector : selectors) {
            if (selector.stream().allMatch(m -> m.matches(""))) {
                throw new IllegalArgumentException("match[] must contain at least one non-empty matcher");
            }
        }
        return selectors;
    }
}
