package dev.plumbline.collector.pipeline;

import dev.plumbline.collector.golang.GoTimeException;
import dev.plumbline.collector.golang.GoTimeLayout;
import java.time.Clock;
import java.time.ZoneId;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/** One format of {@code stage.timestamp}. */
interface TimeFormat {
    /** Reads nanoseconds since 1970, or returns empty where the text does not follow the format. */
    OptionalLong read(String text);

    /** Layouts that have a name; they take no notice of a location. */
    Map<String, String> NAMED = Map.of(
            "ANSIC", "Mon Jan _2 15:04:05 2006",
            "UnixDate", "Mon Jan _2 15:04:05 MST 2006",
            "RubyDate", "Mon Jan 02 15:04:05 -0700 2006",
            "RFC822", "02 Jan 06 15:04 MST",
            "RFC822Z", "02 Jan 06 15:04 -0700",
            "RFC850", "Monday, 02-Jan-06 15:04:05 MST",
            "RFC1123", "Mon, 02 Jan 2006 15:04:05 MST",
            "RFC1123Z", "Mon, 02 Jan 2006 15:04:05 -0700",
            "RFC3339", "2006-01-02T15:04:05Z07:00",
            "RFC3339Nano", GoTimeLayout.RFC3339_NANO);

    /** Makes the format of that name, or of that layout where it is no name. */
    static TimeFormat of(String format, Optional<ZoneId> location, Clock clock) {
        switch (format) {
            case "Unix" -> {
                return UnixTime::seconds;
            }
            case "UnixMs" -> {
                return text -> UnixTime.times(text, 1_000_000);
            }
            case "UnixUs" -> {
                return text -> UnixTime.times(text, 1_000);
            }
            case "UnixNs" -> {
                return text -> UnixTime.times(text, 1);
            }
            default -> {}
        }
        String named = NAMED.get(format);
        if (named != null) {
            GoTimeLayout layout = GoTimeLayout.of(named);
            return text -> read(layout::parse, text);
        }
        GoTimeLayout layout =
                location.map(zone -> GoTimeLayout.of(format, zone)).orElseGet(() -> GoTimeLayout.of(format));
        return format.contains("06")
                ? text -> read(layout::parse, text)
                : text -> read(t -> layout.parseNear(t, clock.instant()), text);
    }

    /** Something that reads a time or fails. */
    interface Reading {
        long parse(String text) throws GoTimeException;
    }

    private static OptionalLong read(Reading reading, String text) {
        try {
            return OptionalLong.of(reading.parse(text));
        } catch (GoTimeException e) {
            return OptionalLong.empty();
        }
    }
}
