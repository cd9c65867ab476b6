package dev.plumbline.embedded.loki;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/** Moments as nanoseconds since the epoch, and as Go and Loki write them. */
final class Times {
    private static final DateTimeFormatter SECONDS =
            DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss'Z'", Locale.ROOT).withZone(ZoneOffset.UTC);
    private static final DateTimeFormatter GO =
            DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss", Locale.ROOT).withZone(ZoneOffset.UTC);

    private Times() {}

    static long nanos(Instant instant) {
        return instant.getEpochSecond() * 1_000_000_000L + instant.getNano();
    }

    static Instant instant(long nanos) {
        return Instant.ofEpochSecond(Math.floorDiv(nanos, 1_000_000_000L), Math.floorMod(nanos, 1_000_000_000L));
    }

    static String seconds(long nanos) {
        return SECONDS.format(instant(nanos));
    }

    static String go(long nanos) {
        long fraction = Math.floorMod(nanos, 1_000_000_000L);
        String digits = fraction == 0
                ? ""
                : "." + String.format(Locale.ROOT, "%09d", fraction).replaceAll("0+$", "");
        return GO.format(instant(nanos)) + digits + " +0000 UTC";
    }
}
