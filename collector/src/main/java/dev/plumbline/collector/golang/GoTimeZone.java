package dev.plumbline.collector.golang;

import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Locale;
import java.util.Optional;
import java.util.TimeZone;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The zone of one time: what the text says, else the zone that the layout is read in. */
final class GoTimeZone {
    private static final Pattern NAME = Pattern.compile(
            "ChST|MeST|GMT(?:[-+](?:2[0-3]|[01]?\\d)(?!\\d))?|[-+](?:2[0-3]|[01]?\\d)(?!\\d)|WITA(?![A-Z])"
                    + "|[A-Z]{4}T(?![A-Z])|[A-Z]{3}T(?![A-Z])|[A-Z]{3}(?![A-Z])");

    private final ZoneId home;
    private Optional<Integer> offset = Optional.empty();
    private String name = "";

    GoTimeZone(ZoneId home) {
        this.home = home;
    }

    /** Takes the zone off the text and returns the rest. */
    String read(GoLayout.Field field, String text) throws GoTimeException {
        return switch (field) {
            case ZONE_NAME -> name(text);
            case Z_OFFSET, OFFSET -> offset(field, text, 5, "", false);
            case Z_COLON, OFFSET_COLON -> offset(field, text, 6, ":", false);
            case Z_HOUR, OFFSET_HOUR -> offset(field, text, 3, "", false);
            case Z_SECONDS, OFFSET_SECONDS -> offset(field, text, 7, "", true);
            case Z_COLON_SECONDS, OFFSET_COLON_SECONDS -> offset(field, text, 9, ":", true);
            default -> throw new GoTimeException("no field of a zone");
        };
    }

    private String name(String text) throws GoTimeException {
        if (text.startsWith("UTC")) {
            offset = Optional.of(0);
            return text.substring(3);
        }
        Matcher matcher = NAME.matcher(text);
        if (!matcher.lookingAt()) {
            throw new GoTimeException("expected the name of a zone, found \"" + text + "\"");
        }
        name = matcher.group();
        return text.substring(name.length());
    }

    private String offset(GoLayout.Field field, String text, int width, String colon, boolean seconds)
            throws GoTimeException {
        if (field.name().startsWith("Z_") && text.startsWith("Z")) {
            offset = Optional.of(0);
            return text.substring(1);
        }
        String tail = width == 3 ? "" : colon + "(\\d\\d)" + (seconds ? colon + "(\\d\\d)" : "");
        Matcher matcher = Pattern.compile("([-+])(\\d\\d)" + tail).matcher(text);
        if (!matcher.lookingAt()) {
            throw new GoTimeException("expected an offset of a zone, found \"" + text + "\"");
        }
        int hours = Integer.parseInt(matcher.group(2));
        int minutes = width == 3 ? 0 : Integer.parseInt(matcher.group(3));
        int rest = seconds ? Integer.parseInt(matcher.group(4)) : 0;
        if (hours > 24 || minutes > 60 || rest > 60) {
            throw new GoTimeException("offset out of range");
        }
        int size = (hours * 60 + minutes) * 60 + rest;
        offset = Optional.of(matcher.group(1).equals("-") ? -size : size);
        return text.substring(width);
    }

    /** Turns seconds that were read as if they were UTC into real ones. A zone name that nobody knows counts as UTC. */
    long utc(long local) {
        if (offset.isPresent()) {
            return local - offset.get();
        }
        if (!name.isEmpty()) {
            return local - named();
        }
        int guess = offsetAt(local);
        return guess == 0 ? local : local - offsetAt(local - guess);
    }

    private int offsetAt(long seconds) {
        return home.getRules().getOffset(Instant.ofEpochSecond(seconds)).getTotalSeconds();
    }

    private int named() {
        if (home.equals(ZoneOffset.UTC)) {
            return 0;
        }
        TimeZone zone = TimeZone.getTimeZone(home);
        for (boolean summer : new boolean[] {false, true}) {
            if (zone.getDisplayName(summer, TimeZone.SHORT, Locale.US).equals(name)) {
                return zone.getRawOffset() / 1000 + (summer ? zone.getDSTSavings() / 1000 : 0);
            }
        }
        return 0;
    }
}
