package dev.plumbline.embedded.engine;

import java.math.BigDecimal;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.util.Optional;

/** Reads times as the engine takes them: {@code SECONDS[.NANOSECONDS]}, RFC 3339, or a duration back from now. */
final class EngineTime {
    private EngineTime() {}

    static Optional<Instant> parse(Optional<String> parameter, Clock clock) {
        return parameter.filter(p -> !p.isEmpty() && !p.equals("0")).map(p -> parse(p, clock));
    }

    private static Instant parse(String text, Clock clock) {
        try {
            if (text.matches("-?\\d+(\\.\\d{1,9})?")) {
                BigDecimal number = new BigDecimal(text);
                long seconds = number.longValue();
                return Instant.ofEpochSecond(
                        seconds,
                        number.subtract(BigDecimal.valueOf(seconds))
                                .movePointRight(9)
                                .longValue());
            }
            if (text.contains("T")) {
                return OffsetDateTime.parse(text).toInstant();
            }
            if (text.matches("(\\d+h)?(\\d+m)?(\\d+(\\.\\d+)?s)?")) {
                return clock.instant().minus(Duration.parse("PT" + text.toUpperCase(java.util.Locale.ROOT)));
            }
        } catch (DateTimeParseException | ArithmeticException e) {
            // said below
        }
        throw new EngineException(400, "invalid value for a time: \"" + text + "\"");
    }
}
