package dev.plumbline.collector.golang;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Map;
import java.util.Optional;

/** Durations as Go writes them: {@code 1h30m}, {@code 1.5s}, {@code -2ms}. */
public final class GoDuration {
    private static final Map<String, Long> UNITS = Map.of(
            "ns", 1L,
            "us", 1_000L,
            "µs", 1_000L,
            "μs", 1_000L,
            "ms", 1_000_000L,
            "s", 1_000_000_000L,
            "m", 60_000_000_000L,
            "h", 3_600_000_000_000L);

    private GoDuration() {}

    /** Reads nanoseconds; empty where the text is no duration. */
    public static Optional<Long> parse(String text) {
        boolean negative = text.startsWith("-");
        String rest = negative || text.startsWith("+") ? text.substring(1) : text;
        if (rest.equals("0")) {
            return Optional.of(0L);
        }
        BigDecimal sum = BigDecimal.ZERO;
        boolean any = false;
        while (!rest.isEmpty()) {
            int number = end(rest, 0, true);
            int unit = end(rest, number, false);
            Long nanos = UNITS.get(rest.substring(number, unit));
            String digits = rest.substring(0, number);
            if (nanos == null || !digits.matches("\\d+\\.?\\d*|\\.\\d+")) {
                return Optional.empty();
            }
            sum = sum.add(new BigDecimal(digits).multiply(BigDecimal.valueOf(nanos)));
            rest = rest.substring(unit);
            any = true;
        }
        BigDecimal whole = sum.setScale(0, RoundingMode.DOWN);
        if (!any || whole.compareTo(BigDecimal.valueOf(Long.MAX_VALUE)) > 0) {
            return Optional.empty();
        }
        return Optional.of(negative ? -whole.longValue() : whole.longValue());
    }

    private static int end(String text, int from, boolean number) {
        int i = from;
        while (i < text.length() && (text.charAt(i) == '.' || Character.isDigit(text.charAt(i))) == number) {
            i++;
        }
        return i;
    }
}
