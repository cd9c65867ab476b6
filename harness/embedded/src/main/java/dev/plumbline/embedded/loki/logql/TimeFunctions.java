package dev.plumbline.embedded.loki.logql;

import static dev.plumbline.embedded.gotemplate.Function.Kind.ANY;
import static dev.plumbline.embedded.gotemplate.Function.Kind.STRING;
import static dev.plumbline.embedded.gotemplate.Function.Kind.TIME;
import static dev.plumbline.embedded.loki.logql.TemplateFunctions.text;

import dev.plumbline.embedded.gotemplate.Function;
import dev.plumbline.embedded.gotemplate.GoStrings;
import dev.plumbline.embedded.gotemplate.GoTime;
import dev.plumbline.embedded.gotemplate.TemplateException;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.Map;

/** Template functions on moments; the local zone is UTC. */
final class TimeFunctions {
    private TimeFunctions() {}

    static Map<String, Function> all() {
        Map<String, Function> all = new HashMap<>();
        all.put("now", Function.of(a -> GoTime.ofNanos(Instant.now().getEpochSecond() * 1_000_000_000L)));
        all.put(
                "unixEpoch",
                Function.of(a -> String.valueOf(((GoTime) a.getFirst()).value().toEpochSecond()), TIME));
        all.put("date", Function.of(a -> moment(a.get(1)).format(text(a, 0)), STRING, ANY));
        all.put("toDate", Function.of(a -> parsed(text(a, 0), text(a, 1), ZoneOffset.UTC), STRING, STRING));
        all.put(
                "toDateInZone",
                Function.of(a -> parsed(text(a, 0), text(a, 2), zone(text(a, 1))), STRING, STRING, STRING));
        all.put("unixToTime", Function.of(a -> fromEpoch(text(a, 0)), STRING));
        return all;
    }

    private static GoTime moment(Object value) {
        return switch (value) {
            case GoTime time -> time;
            case Long seconds -> GoTime.ofNanos(seconds * 1_000_000_000L);
            default -> GoTime.ofNanos(Instant.now().getEpochSecond() * 1_000_000_000L);
        };
    }

    private static GoTime parsed(String layout, String text, ZoneId zone) {
        try {
            return GoTime.parse(layout, text, zone);
        } catch (DateTimeException e) {
            return GoTime.ZERO;
        }
    }

    private static ZoneId zone(String name) {
        try {
            return name.isEmpty() || name.equals("UTC") || name.equals("Local") ? ZoneOffset.UTC : ZoneId.of(name);
        } catch (DateTimeException e) {
            return ZoneOffset.UTC;
        }
    }

    /** The length of the number tells its unit, from days to nanoseconds. */
    private static Object fromEpoch(String text) throws TemplateException {
        long number;
        try {
            number = GoStrings.parseInt("ParseInt", text);
        } catch (NumberFormatException e) {
            throw new TemplateException("unable to parse time '" + text + "': " + e.getMessage());
        }
        return switch (text.length()) {
            case 5 -> GoTime.ofNanos(number * 86_400_000_000_000L);
            case 10 -> GoTime.ofNanos(number * 1_000_000_000L);
            case 13 -> GoTime.ofNanos(number * 1_000_000L);
            case 16 -> GoTime.ofNanos(number * 1_000L);
            case 19 -> GoTime.ofNanos(number);
            default -> throw new TemplateException("unable to parse time '" + text + "': %!w(<nil>)");
        };
    }
}
