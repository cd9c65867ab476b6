package dev.plumbline.collector.golang;

import java.time.Year;
import java.time.YearMonth;
import java.time.ZoneId;
import java.util.List;
import java.util.Locale;
import java.util.OptionalInt;

/** Reads the fields of one time out of a text. */
final class GoTimeReader {
    private static final List<String> MONTHS = List.of(
            "January",
            "February",
            "March",
            "April",
            "May",
            "June",
            "July",
            "August",
            "September",
            "October",
            "November",
            "December");
    private static final List<String> DAYS =
            List.of("Sunday", "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday");

    private final GoTimeZone zone;
    private String rest;
    private int year;
    private int month = -1;
    private int day = -1;
    private int yearDay = -1;
    private int hour;
    private int minute;
    private int second;
    private int nano;
    private String half = "";

    GoTimeReader(String text, ZoneId zone) {
        this.rest = text;
        this.zone = new GoTimeZone(zone);
    }

    int month() {
        return month;
    }

    /** Text must stand there as it is; a run of spaces matches any run. */
    void skip(String text) throws GoTimeException {
        int i = 0;
        while (i < text.length()) {
            if (text.charAt(i) == ' ') {
                if (!rest.isEmpty() && rest.charAt(0) != ' ') {
                    throw wrong("a space");
                }
                while (i < text.length() && text.charAt(i) == ' ') {
                    i++;
                }
                rest = rest.replaceFirst("^ +", "");
            } else {
                if (rest.isEmpty() || rest.charAt(0) != text.charAt(i)) {
                    throw wrong("'" + text.charAt(i) + "'");
                }
                rest = rest.substring(1);
                i++;
            }
        }
    }

    void field(GoLayout.Field field, int width, boolean fractionNext) throws GoTimeException {
        switch (field) {
            case LONG_YEAR -> year = digits(4);
            case YEAR -> {
                int two = digits(2);
                year = two >= 69 ? 1900 + two : 2000 + two;
            }
            case LONG_MONTH -> month = name(MONTHS, false);
            case MONTH -> month = name(MONTHS, true);
            case LONG_WEEKDAY -> name(DAYS, false);
            case WEEKDAY -> name(DAYS, true);
            case NUM_MONTH, ZERO_MONTH -> month = number(field == GoLayout.Field.ZERO_MONTH, 1, 12);
            case UNDER_DAY -> {
                rest = rest.startsWith(" ") ? rest.substring(1) : rest;
                day = number(false, 0, 99);
            }
            case DAY, ZERO_DAY -> day = number(field == GoLayout.Field.ZERO_DAY, 0, 99);
            case UNDER_YEAR_DAY -> yearDay = yearDay(false);
            case ZERO_YEAR_DAY -> yearDay = yearDay(true);
            case HOUR -> hour = number(false, 0, 23);
            case HOUR12, ZERO_HOUR12 -> hour = number(field == GoLayout.Field.ZERO_HOUR12, 0, 12);
            case MINUTE, ZERO_MINUTE -> minute = number(field == GoLayout.Field.ZERO_MINUTE, 0, 59);
            case SECOND, ZERO_SECOND -> {
                second = number(field == GoLayout.Field.ZERO_SECOND, 0, 59);
                if (!fractionNext && fractionWidth() > 1) {
                    nano = fraction(fractionWidth());
                }
            }
            case UPPER_PM -> half("AM", "PM");
            case LOWER_PM -> half("am", "pm");
            case EXACT_FRACTION -> nano = fraction(width);
            case ANY_FRACTION -> {
                if (fractionWidth() > 1) {
                    nano = fraction(fractionWidth());
                }
            }
            case ZONE_NAME,
                    OFFSET,
                    OFFSET_COLON,
                    OFFSET_HOUR,
                    OFFSET_SECONDS,
                    OFFSET_COLON_SECONDS,
                    Z_OFFSET,
                    Z_COLON,
                    Z_HOUR,
                    Z_SECONDS,
                    Z_COLON_SECONDS -> rest = zone.read(field, rest);
        }
    }

    void finish() throws GoTimeException {
        if (!rest.isEmpty()) {
            throw new GoTimeException("extra text: \"" + rest + "\"");
        }
        if (half.equals("PM") && hour < 12) {
            hour += 12;
        } else if (half.equals("AM") && hour == 12) {
            hour = 0;
        }
        if (yearDay >= 0) {
            dayOfYear();
        }
        month = month < 0 ? 1 : month;
        day = day < 0 ? 1 : day;
        if (day < 1 || day > YearMonth.of(year, month).lengthOfMonth()) {
            throw new GoTimeException("day out of range");
        }
    }

    private void dayOfYear() throws GoTimeException {
        if (yearDay < 1 || yearDay > Year.of(year).length()) {
            throw new GoTimeException("day-of-year out of range");
        }
        var date = Year.of(year).atDay(yearDay);
        if (month >= 0 && month != date.getMonthValue() || day >= 0 && day != date.getDayOfMonth()) {
            throw new GoTimeException("day-of-year does not match the date");
        }
        month = date.getMonthValue();
        day = date.getDayOfMonth();
    }

    long nanos() throws GoTimeException {
        return nanosIn(year);
    }

    /** A 29th of February that the year has not is the 1st of March. */
    long nanosIn(int wanted) throws GoTimeException {
        long days = YearMonth.of(wanted, month).atDay(1).toEpochDay() + day - 1;
        long seconds = zone.utc(days * 86_400 + hour * 3600L + minute * 60L + second);
        try {
            return Math.addExact(Math.multiplyExact(seconds, 1_000_000_000L), nano);
        } catch (ArithmeticException e) {
            throw new GoTimeException("year out of range");
        }
    }

    private int digits(int count) throws GoTimeException {
        if (rest.length() < count || !rest.substring(0, count).chars().allMatch(c -> c >= '0' && c <= '9')) {
            throw wrong(count + " digits");
        }
        int value = Integer.parseInt(rest.substring(0, count));
        rest = rest.substring(count);
        return value;
    }

    private int number(boolean two, int least, int most) throws GoTimeException {
        int value = digits(two || isDigit(1) ? 2 : 1);
        if (value < least || value > most) {
            throw new GoTimeException("out of range: " + value);
        }
        return value;
    }

    private int yearDay(boolean three) throws GoTimeException {
        while (!three && rest.startsWith(" ")) {
            rest = rest.substring(1);
        }
        return digits(three || isDigit(1) && isDigit(2) ? 3 : isDigit(1) ? 2 : 1);
    }

    private boolean isDigit(int i) {
        return rest.length() > i && rest.charAt(i) >= '0' && rest.charAt(i) <= '9';
    }

    private int name(List<String> names, boolean abbreviated) throws GoTimeException {
        for (int i = 0; i < names.size(); i++) {
            String name = abbreviated ? names.get(i).substring(0, 3) : names.get(i);
            if (rest.regionMatches(true, 0, name, 0, name.length())) {
                rest = rest.substring(name.length());
                return i + 1;
            }
        }
        throw wrong("one of " + names);
    }

    private void half(String morning, String afternoon) throws GoTimeException {
        if (!rest.startsWith(morning) && !rest.startsWith(afternoon)) {
            throw wrong(morning + " or " + afternoon);
        }
        half = rest.substring(0, 2).toUpperCase(Locale.ROOT);
        rest = rest.substring(2);
    }

    /** Returns how long the point or comma and the digits after it are that the text begins with. */
    private int fractionWidth() {
        if (rest.isEmpty() || rest.charAt(0) != '.' && rest.charAt(0) != ',') {
            return 0;
        }
        int end = 1;
        while (isDigit(end)) {
            end++;
        }
        return end;
    }

    private int fraction(int width) throws GoTimeException {
        OptionalInt value = rest.length() < width || fractionWidth() < width
                ? OptionalInt.empty()
                : OptionalInt.of(Integer.parseInt((rest.substring(1, width) + "00000000").substring(0, 9)));
        if (value.isEmpty()) {
            throw wrong("a fraction of a second with " + (width - 1) + " digits");
        }
        rest = rest.substring(width);
        return value.getAsInt();
    }

    private GoTimeException wrong(String expected) {
        return new GoTimeException("expected " + expected + ", found \"" + rest + "\"");
    }
}
