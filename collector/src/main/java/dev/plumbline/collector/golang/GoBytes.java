package dev.plumbline.collector.golang;

import java.math.BigDecimal;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Sizes such as {@code 20B}, {@code 8KB} and {@code 1.5MiB}; K is 1024 with and without the i. */
public final class GoBytes {
    private static final Pattern PART = Pattern.compile("(\\d+\\.?\\d*|\\.\\d+)([KMGTPE]i?B?|B)");
    private static final Map<Character, Integer> SHIFTS =
            Map.of('B', 0, 'K', 10, 'M', 20, 'G', 30, 'T', 40, 'P', 50, 'E', 60);

    private GoBytes() {}

    /** Reads a number of bytes; empty where the text is no size. */
    public static Optional<Long> parse(String text) {
        if (text.equals("0")) {
            return Optional.of(0L);
        }
        Matcher matcher = PART.matcher(text);
        BigDecimal sum = BigDecimal.ZERO;
        int at = 0;
        while (at < text.length()) {
            if (!matcher.region(at, text.length()).lookingAt()) {
                return Optional.empty();
            }
            Integer shift = SHIFTS.get(matcher.group(2).charAt(0));
            sum = sum.add(
                    new BigDecimal(matcher.group(1)).multiply(BigDecimal.valueOf(1L << (shift == null ? 0 : shift))));
            at = matcher.end();
        }
        return at == 0 || sum.compareTo(BigDecimal.valueOf(Long.MAX_VALUE)) > 0
                ? Optional.empty()
                : Optional.of(sum.longValue());
    }
}
