package dev.plumbline.embedded.grafana.source;

/**
 * A Loki query with its step computed and its macros replaced.
 *
 * @param refId name within the request
 * @param expression LogQL as it is sent
 * @param instant whether it is an instant query
 * @param step nanoseconds
 * @param direction {@code forward} or {@code backward}
 * @param maxLines most log lines, 0 for Loki's own limit
 * @param legend legend format, empty for the default
 * @param fromMs start
 * @param toMs end
 */
record LokiQuery(
        String refId,
        String expression,
        boolean instant,
        long step,
        String direction,
        long maxLines,
        String legend,
        long fromMs,
        long toMs) {
    private static final long SAFE_RESOLUTION = 11_000;

    /**
     * Reads a query.
     *
     * @throws BadQueryException if its type, direction or step is none
     */
    static LokiQuery of(Query query) {
        ModelTypes.loki(query.model()).ifPresent(problem -> {
            throw new BadQueryException(problem);
        });
        long step = step(query);
        boolean instant = isInstant(query);
        return new LokiQuery(
                query.refId(),
                macros(query, instant, step),
                instant,
                step,
                direction(query),
                query.number("maxLines").orElse(0.0).longValue(),
                query.text("legendFormat").orElse(""),
                query.fromMs(),
                query.toMs());
    }

    private static boolean isInstant(Query query) {
        String type = query.text("queryType").orElse("range");
        return switch (type) {
            case "instant" -> true;
            case "range" -> false;
            default -> throw new BadQueryException("invalid queryType: " + type);
        };
    }

    private static String direction(Query query) {
        String direction = query.text("direction").orElse("backward");
        return switch (direction) {
            case "backward", "scan" -> "backward";
            case "forward" -> "forward";
            default -> throw new BadQueryException("invalid queryDirection: " + direction);
        };
    }

    private static long step(Query query) {
        long asked = query.number("resolution").orElse(1.0).longValue();
        long resolution = asked >= 1 && asked <= 5 || asked == 10 ? asked : 1;
        String step = query.text("step").orElse("");
        if (!step.isEmpty()) {
            try {
                return Interval.parse(step) * resolution;
            } catch (BadQueryException e) {
                throw new BadQueryException("failed to parse query step: " + e.getMessage());
            }
        }
        long chosen = Math.max(query.interval() * resolution, query.rangeNanos() / SAFE_RESOLUTION);
        return Math.ceilDiv(chosen, GoDuration.MILLISECOND) * GoDuration.MILLISECOND;
    }

    private static String macros(Query query, boolean instant, long step) {
        String rangeSeconds = Long.toString(Math.round(query.rangeMs() / 1000.0));
        String text = query.text("expr").orElse("");
        text = Interval.replace(text, "__interval_ms", Long.toString(query.interval() / GoDuration.MILLISECOND));
        text = Interval.replace(text, "__interval", Interval.format(query.interval()));
        text = Interval.replace(text, "__range_ms", Long.toString(query.rangeMs()));
        text = Interval.replace(text, "__range_s", rangeSeconds);
        text = Interval.replace(text, "__range", rangeSeconds + "s");
        return text.replace("$__auto", instant ? rangeSeconds + "s" : Interval.format(step));
    }
}
