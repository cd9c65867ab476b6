package dev.plumbline.embedded.gotemplate;

import java.time.DateTimeException;
import java.time.LocalDateTime;
import java.time.Month;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.TextStyle;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Go's time layouts: the reference time 2006-01-02 15:04:05 -0700 written as one wants to see it. */
final class GoLayout {
    private static final Pattern PART = Pattern.compile(
            "January|Jan|Monday|Mon(?![a-z])|MST|2006|Z07:00:00|Z07:00|Z0700|Z07|"
                    + "-07:00:00|-070000|-07:00|-0700|-07|002|__2|_2006|01|02|03|04|05|06|15|_2|PM|pm|[.,]0+(?![0-9])|[.,]9+(?![0-9])|1|2|3|4|5");

    private GoLayout() {}

    static String format(ZonedDateTime time, String layout) {
        return PART.matcher(layout).replaceAll(m -> Matcher.quoteReplacement(part(time, m.group())));
    }

    private static String part(ZonedDateTime t, String part) {
        int hour = t.getHour() % 12 == 0 ? 12 : t.getHour() % 12;
        return switch (part) {
            case "January" -> t.getMonth().getDisplayName(TextStyle.FULL, Locale.ENGLISH);
            case "Jan" ->
                t.getMonth().getDisplayName(TextStyle.FULL, Locale.ENGLISH).substring(0, 3);
            case "Monday" -> t.getDayOfWeek().getDisplayName(TextStyle.FULL, Locale.ENGLISH);
            case "Mon" ->
                t.getDayOfWeek().getDisplayName(TextStyle.FULL, Locale.ENGLISH).substring(0, 3);
            case "MST" -> zone(t);
            case "2006" -> two("%04d", t.getYear());
            case "_2006" -> "_" + two("%04d", t.getYear());
            case "06" -> two("%02d", Math.floorMod(t.getYear(), 100));
            case "01" -> two("%02d", t.getMonthValue());
            case "1" -> String.valueOf(t.getMonthValue());
            case "02" -> two("%02d", t.getDayOfMonth());
            case "_2" -> two("%2d", t.getDayOfMonth());
            case "2" -> String.valueOf(t.getDayOfMonth());
            case "002" -> two("%03d", t.getDayOfYear());
            case "__2" -> two("%3d", t.getDayOfYear());
            case "15" -> two("%02d", t.getHour());
            case "03" -> two("%02d", hour);
            case "3" -> String.valueOf(hour);
            case "04" -> two("%02d", t.getMinute());
            case "4" -> String.valueOf(t.getMinute());
            case "05" -> two("%02d", t.getSecond());
            case "5" -> String.valueOf(t.getSecond());
            case "PM" -> t.getHour() < 12 ? "AM" : "PM";
            case "pm" -> t.getHour() < 12 ? "am" : "pm";
            default -> part.charAt(0) == '.' || part.charAt(0) == ',' ? fraction(t.getNano(), part) : offset(t, part);
        };
    }

    private static String two(String format, int value) {
        return String.format(Locale.ROOT, format, value);
    }

    private static String zone(ZonedDateTime t) {
        if (t.getZone() instanceof ZoneOffset offset) {
            return offset.getTotalSeconds() == 0 ? "UTC" : offset(t, "-0700");
        }
        return DateTimeFormatter.ofPattern("zzz", Locale.ENGLISH).format(t);
    }

    private static String fraction(int nano, String part) {
        String digits = String.format(Locale.ROOT, "%09d", nano).substring(0, Math.min(9, part.length() - 1));
        if (part.charAt(1) == '9') {
            digits = digits.replaceAll("0+$", "");
        }
        return digits.isEmpty() ? "" : part.charAt(0) + digits;
    }

    private static String offset(ZonedDateTime t, String part) {
        int seconds = t.getOffset().getTotalSeconds();
        if (part.startsWith("Z") && seconds == 0) {
            return "Z";
        }
        int minutes = Math.abs(seconds) / 60;
        String sign = seconds < 0 ? "-" : "+";
        String hours = two("%02d", minutes / 60);
        String rest = two("%02d", minutes % 60);
        return switch (part.substring(1)) {
            case "07" -> sign + hours;
            case "0700" -> sign + hours + rest;
            case "070000" -> sign + hours + rest + two("%02d", Math.abs(seconds) % 60);
            case "07:00:00" -> sign + hours + ":" + rest + ":" + two("%02d", Math.abs(seconds) % 60);
            default -> sign + hours + ":" + rest;
        };
    }

    /** What has been read of a text so far. */
    private static final class Reading {
        private int year;
        private int month = 1;
        private int day = 1;
        private int hour;
        private int minute;
        private int second;
        private int nano;
        private boolean afternoon;
        private boolean morning;
        private ZoneId zone;

        Reading(ZoneId zone) {
            this.zone = zone;
        }
    }

    static ZonedDateTime parse(String layout, String text, ZoneId zone) {
        StringBuilder regex = new StringBuilder();
        java.util.List<String> parts = new java.util.ArrayList<>();
        Matcher m = PART.matcher(layout);
        int at = 0;
        while (m.find()) {
            regex.append(Pattern.quote(layout.substring(at, m.start()))).append(pattern(m.group()));
            parts.add(m.group());
            at = m.end();
        }
        regex.append(Pattern.quote(layout.substring(at)));
        Matcher found = Pattern.compile(regex.toString()).matcher(text);
        if (!found.matches()) {
            throw new DateTimeException("parsing time " + GoStrings.quote(text) + " as " + GoStrings.quote(layout));
        }
        Reading reading = new Reading(zone);
        for (int i = 0; i < parts.size(); i++) {
            take(reading, parts.get(i), found.group(i + 1) == null ? "" : found.group(i + 1));
        }
        int hour = reading.afternoon && reading.hour < 12
                ? reading.hour + 12
                : reading.morning && reading.hour == 12 ? 0 : reading.hour;
        return LocalDateTime.of(
                        reading.year, reading.month, reading.day, hour, reading.minute, reading.second, reading.nano)
                .atZone(reading.zone);
    }

    private static String pattern(String part) {
        return switch (part) {
            case "January", "Monday" -> "([A-Za-z]+)";
            case "Jan", "Mon" -> "([A-Za-z]{3})";
            case "MST" -> "([A-Z]{3,4}|[+-]\\d\\d)";
            case "2006", "_2006" -> "(\\d{4})";
            case "002", "__2" -> "([ \\d]{3})";
            case "1", "2", "3", "4", "5" -> "(\\d{1,2})";
            // a fraction may follow the seconds even where the layout has none
            case "05" -> "(\\d\\d(?:[.,]\\d+)?)";
            case "_2" -> "([ \\d]\\d|\\d)";
            case "PM", "pm" -> "([AaPp][Mm])";
            case "Z07:00" -> "(Z|[+-]\\d\\d:\\d\\d)";
            case "Z0700" -> "(Z|[+-]\\d{4})";
            case "Z07" -> "(Z|[+-]\\d\\d)";
            case "-07:00" -> "([+-]\\d\\d:\\d\\d)";
            case "-0700" -> "([+-]\\d{4})";
            case "-07" -> "([+-]\\d\\d)";
            default ->
                part.matches("[.,]0+")
                        ? "([.,]\\d{" + (part.length() - 1) + "})"
                        : part.matches("[.,]9+") ? "([.,]\\d+)?" : "(\\d\\d)";
        };
    }

    private static void take(Reading r, String part, String text) {
        switch (part) {
            case "January", "Jan" -> r.month = month(text);
            case "2006", "_2006" -> r.year = Integer.parseInt(text);
            case "06" -> r.year = Integer.parseInt(text) + (Integer.parseInt(text) >= 69 ? 1900 : 2000);
            case "01", "1" -> r.month = Integer.parseInt(text);
            case "02", "2", "_2" -> r.day = Integer.parseInt(text.strip());
            case "15", "03", "3" -> r.hour = Integer.parseInt(text);
            case "04", "4" -> r.minute = Integer.parseInt(text);
            case "05", "5" -> {
                r.second = Integer.parseInt(text.substring(0, Math.min(2, text.length())));
                if (text.length() > 3) {
                    r.nano = nano(text.substring(2));
                }
            }
            case "PM", "pm" -> {
                r.afternoon = text.equalsIgnoreCase("pm");
                r.morning = !r.afternoon;
            }
            case "MST", "Monday", "Mon", "002", "__2" -> {
                if (text.equals("UTC") || text.equals("GMT")) {
                    r.zone = ZoneOffset.UTC;
                }
            }
            default -> {
                if (part.charAt(0) == '.' || part.charAt(0) == ',') {
                    r.nano = text.isEmpty() ? r.nano : nano(text);
                } else {
                    r.zone = ZoneOffset.of(text);
                }
            }
        }
    }

    private static int nano(String fraction) {
        return Integer.parseInt((fraction.substring(1) + "000000000").substring(0, 9));
    }

    private static int month(String name) {
        for (Month month : Month.values()) {
            if (month.name().substring(0, 3).equalsIgnoreCase(name.substring(0, 3))) {
                return month.getValue();
            }
        }
        throw new DateTimeException("bad month " + name);
    }
}
