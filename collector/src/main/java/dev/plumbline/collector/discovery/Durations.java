package dev.plumbline.collector.discovery;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads durations as Go writes them; the schema has refused what is none. */
public final class Durations {
    private static final Pattern PART = Pattern.compile("(\\d+(?:\\.\\d*)?|\\.\\d+)(ns|us|µs|μs|ms|s|m|h)");
    private static final Map<String, Long> NANOSECONDS = Map.of(
            "ns",
            1L,
            "us",
            1_000L,
            "µs",
            1_000L,
            "μs",
            1_000L,
            "ms",
            1_000_000L,
            "s",
            1_000_000_000L,
            "m",
            60_000_000_000L,
            "h",
            3_600_000_000_000L);

    private Durations() {}

    /** Reads one, such as {@code 1m30s}; what does not belong to one is passed over. */
    public static Duration parse(String text) {
        BigDecimal sum = BigDecimal.ZERO;
        Matcher matcher = PART.matcher(text);
        while (matcher.find()) {
            sum = sum.add(new BigDecimal(matcher.group(1))
                    .multiply(BigDecimal.valueOf(NANOSECONDS.getOrDefault(matcher.group(2), 0L))));
        }
        Duration duration = Duration.ofNanos(sum.longValue());
        return text.startsWith("-") ? duration.negated() : duration;
    }
}
