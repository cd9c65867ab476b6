package dev.plumbline.embedded.grafana.source;

import java.math.BigDecimal;
import java.util.Set;

/**
 * A Prometheus query with its step computed and its macros replaced.
 *
 * @param refId name within the request
 * @param expression PromQL as it is sent
 * @param step nanoseconds
 * @param legend legend format, empty for the default
 * @param fromNanos start as asked
 * @param toNanos end as asked
 * @param range whether a range query is run
 * @param instant whether an instant query is run
 * @param exemplar whether exemplars are asked for
 * @param offsetSeconds distance of the viewer's zone from UTC
 */
record PrometheusQuery(
        String refId,
        String expression,
        long step,
        String legend,
        long fromNanos,
        long toNanos,
        boolean range,
        boolean instant,
        boolean exemplar,
        long offsetSeconds) {
    private static final long DEFAULT_MIN = 15 * GoDuration.SECOND;
    private static final long DEFAULT_RESOLUTION = 1500;
    private static final long SAFE_RESOLUTION = 11_000;
    private static final Set<String> RATE =
            Set.of("$__rate_interval", "${__rate_interval}", "$__rate_interval_ms", "${__rate_interval_ms}");
    private static final Set<String> PLAIN =
            Set.of("$__interval", "${__interval}", "$__interval_ms", "${__interval_ms}");

    /**
     * Reads a query.
     *
     * @param timeInterval the data source's scrape interval, empty if it has none
     * @throws BadQueryException if an interval cannot be read
     */
    static PrometheusQuery of(Query query, String timeInterval) {
        ModelTypes.prometheus(query.model()).ifPresent(problem -> {
            throw new BadQueryException("error unmarshaling query: " + problem);
        });
        String minimum = query.text("interval").orElse("");
        long step = step(query, minimum, timeInterval);
        boolean instant = query.is("instant");
        return new PrometheusQuery(
                query.refId(),
                PromFilters.applied(macros(query, minimum, timeInterval, step), query.model()),
                step,
                query.text("legendFormat").orElse(""),
                query.fromMs() * GoDuration.MILLISECOND,
                query.toMs() * GoDuration.MILLISECOND,
                query.is("range") || !instant,
                instant,
                query.is("exemplar"),
                query.number("utcOffsetSec").orElse(0.0).longValue());
    }

    private static long step(Query query, String minimum, String timeInterval) {
        boolean variable = RATE.contains(minimum) || PLAIN.contains(minimum);
        long min = minimum(query, variable ? "" : minimum, timeInterval);
        long points = query.maxDataPoints() == 0 ? DEFAULT_RESOLUTION : query.maxDataPoints();
        long calculated = query.rangeNanos() / points;
        long rounded = calculated < min ? min : Interval.round(calculated);
        long adjusted = Math.max(rounded, Interval.round(query.rangeNanos() / SAFE_RESOLUTION));
        if (RATE.contains(minimum)) {
            return rateInterval(adjusted, timeInterval);
        }
        long factor = query.number("intervalFactor").orElse(1.0).longValue();
        return adjusted * (factor == 0 ? 1 : factor);
    }

    private static long minimum(Query query, String minimum, String timeInterval) {
        String interval = minimum.equals("0s") ? "" : minimum;
        long asked = query.number("intervalMs").orElse(0.0).longValue();
        if (interval.isEmpty() && asked != 0) {
            return asked * GoDuration.MILLISECOND;
        }
        String chosen = interval.isEmpty() ? timeInterval : interval;
        return chosen.isEmpty() ? DEFAULT_MIN : Interval.parse(chosen);
    }

    private static long rateInterval(long interval, String scrapeInterval) {
        try {
            long scrape = scrapeInterval.isEmpty() ? DEFAULT_MIN : Interval.parse(scrapeInterval);
            return Math.max(interval + scrape, 4 * scrape);
        } catch (BadQueryException e) {
            return 0;
        }
    }

    private static String macros(Query query, String minimum, String timeInterval, long step) {
        long rate;
        if (minimum.equals("$__rate_interval") || minimum.equals("${__rate_interval}")) {
            rate = step;
        } else {
            boolean isInterval = minimum.equals("$__interval") || minimum.equals("${__interval}");
            String scrape = isInterval ? GoDuration.format(step) : minimum.isEmpty() ? timeInterval : minimum;
            rate = rateInterval(query.interval(), scrape);
        }
        String rangeSeconds = Long.toString(Math.round(query.rangeMs() / 1000.0));
        String text = query.text("expr").orElse("");
        text = Interval.replace(text, "__interval_ms", Long.toString(step / GoDuration.MILLISECOND));
        text = Interval.replace(text, "__interval", Interval.format(step));
        text = Interval.replace(text, "__range_ms", Long.toString(query.rangeMs()));
        text = Interval.replace(text, "__range_s", rangeSeconds);
        text = Interval.replace(text, "__range", rangeSeconds + "s");
        text = Interval.replace(text, "__rate_interval_ms", Long.toString(rate / GoDuration.MILLISECOND));
        return Interval.replace(text, "__rate_interval", GoDuration.format(rate));
    }

    /** Returns the start, floored to the step, as seconds. */
    String start() {
        return seconds(aligned(fromNanos));
    }

    /** Returns the end, floored to the step, as seconds. */
    String end() {
        return seconds(aligned(toNanos));
    }

    /** Returns the end as asked, as seconds: an instant query is not aligned. */
    String time() {
        return seconds(toNanos);
    }

    String stepSeconds() {
        return seconds(step);
    }

    private long aligned(long nanos) {
        return align(nanos, step, offsetSeconds);
    }

    static long align(long nanos, long step, long offsetSeconds) {
        if (step <= 0) {
            return nanos;
        }
        long offset = offsetSeconds * GoDuration.SECOND;
        return Math.floorDiv(nanos + offset, step) * step - offset;
    }

    private static String seconds(long nanos) {
        BigDecimal value = BigDecimal.valueOf(nanos, 9);
        return value.signum() == 0 ? "0" : value.stripTrailingZeros().toPlainString();
    }

    static String plain(double value) {
        return new BigDecimal(value).stripTrailingZeros().toPlainString();
    }

    /** Returns what the query inspector shows. */
    String executed() {
        return "Expr: " + expression + "\nStep: " + GoDuration.format(step);
    }
}
