package dev.plumbline.harness.grafana;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.TextStyle;
import java.time.temporal.ChronoField;
import java.time.temporal.IsoFields;
import java.time.temporal.WeekFields;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Writes a moment in UTC by a pattern of Moment.js, the library behind Grafana's dates, in its default language.
 *
 * <p>See the <a href="https://momentjs.com/docs/#/displaying/format/">list of its tokens</a>.
 */
final class MomentFormat {
    private static final Pattern LOCAL = Pattern.compile("\\[[^\\[]*\\]|\\\\?(LTS|LT|L{1,4}|l{1,4})");
    private static final Map<String, String> LONG = Map.of(
            "LTS", "h:mm:ss A",
            "LT", "h:mm A",
            "L", "MM/DD/YYYY",
            "LL", "MMMM D, YYYY",
            "LLL", "MMMM D, YYYY h:mm A",
            "LLLL", "dddd, MMMM D, YYYY h:mm A",
            "l", "M/D/YYYY",
            "ll", "MMM D, YYYY",
            "lll", "MMM D, YYYY h:mm A",
            "llll", "ddd, MMM D, YYYY h:mm A");
    private static final List<String> TOKENS = List.of(
            "[Hh]mm(?:ss)?",
            "Mo|M{1,4}",
            "Do|DDDo|D{1,4}",
            "do|d{1,4}",
            "w[ow|]?|W[oW|]?|Qo?|N{1,5}",
            "Y{4,6}|YY",
            "y{2,4}|yo?",
            "gg(?:ggg?)?|GG(?:GGG?)?",
            "e|E|a|A|hh?|HH?|kk?|mm?|ss?|S{1,9}|x|X|zz?|ZZ?");
    private static final Pattern TOKEN =
            Pattern.compile("\\[[^\\[]*\\]|\\\\e|\\\\?(?:eHHmm|" + String.join("|", TOKENS) + "|.)", Pattern.DOTALL);
    private static final WeekFields WEEKS = WeekFields.SUNDAY_START;
    private static final String ISO = "YYYY-MM-DD[T]HH:mm:ss.SSS[Z]";

    private MomentFormat() {}

    /**
     * Writes a moment.
     *
     * @param at milliseconds since 1970
     * @param pattern tokens; nothing stands for the date and time with the zone's offset
     */
    static String format(long at, String pattern) {
        ZonedDateTime time = Instant.ofEpochMilli(at).atZone(ZoneOffset.UTC);
        String wanted = pattern.isEmpty() ? "YYYY-MM-DDTHH:mm:ssZ" : pattern;
        return TOKEN.matcher(expanded(wanted)).replaceAll(m -> Matcher.quoteReplacement(written(m.group(), time)));
    }

    /** Writes a moment as JavaScript's {@code toISOString} does. */
    static String iso(long at) {
        int year = Instant.ofEpochMilli(at).atZone(ZoneOffset.UTC).getYear();
        return format(at, year < 0 || year > 9999 ? ISO.replace("YYYY", "YYYYYY") : ISO);
    }

    private static String expanded(String pattern) {
        String before = pattern;
        for (int i = 0; i < 5 && LOCAL.matcher(before).find(); i++) {
            before = LOCAL.matcher(before)
                    .replaceAll(m -> Matcher.quoteReplacement(LONG.getOrDefault(m.group(), m.group())));
        }
        return before;
    }

    private static String written(String token, ZonedDateTime t) {
        return switch (token) {
            case "Y" -> t.getYear() <= 9999 ? padded(t.getYear(), 4) : "+" + t.getYear();
            case "YY" -> padded(t.getYear() % 100, 2);
            case "YYYY", "YYYYY" -> padded(t.getYear(), token.length());
            case "YYYYYY" -> (t.getYear() < 0 ? "-" : "+") + padded(Math.abs(t.getYear()), 6);
            case "M", "MM" -> padded(t.getMonthValue(), token.length());
            case "Mo" -> ordinal(t.getMonthValue());
            case "MMM" -> t.getMonth().getDisplayName(TextStyle.SHORT, Locale.ENGLISH);
            case "MMMM" -> t.getMonth().getDisplayName(TextStyle.FULL, Locale.ENGLISH);
            case "D", "DD" -> padded(t.getDayOfMonth(), token.length());
            case "Do" -> ordinal(t.getDayOfMonth());
            case "DDD" -> Integer.toString(t.getDayOfYear());
            case "DDDD" -> padded(t.getDayOfYear(), 3);
            case "DDDo" -> ordinal(t.getDayOfYear());
            case "Q" -> Integer.toString(t.get(IsoFields.QUARTER_OF_YEAR));
            case "Qo" -> ordinal(t.get(IsoFields.QUARTER_OF_YEAR));
            case "X" -> Long.toString(t.toEpochSecond());
            case "x" -> Long.toString(t.toInstant().toEpochMilli());
            case "Z" -> "+00:00";
            case "ZZ" -> "+0000";
            case "z", "zz" -> "";
            default -> timeOfDay(token, t);
        };
    }

    private static String timeOfDay(String token, ZonedDateTime t) {
        int twelve = t.get(ChronoField.CLOCK_HOUR_OF_AMPM);
        String minutes = padded(t.getMinute(), 2);
        String seconds = padded(t.getSecond(), 2);
        return switch (token) {
            case "H", "HH" -> padded(t.getHour(), token.length());
            case "h", "hh" -> padded(twelve, token.length());
            case "k", "kk" -> padded(t.get(ChronoField.CLOCK_HOUR_OF_DAY), token.length());
            case "m", "mm" -> padded(t.getMinute(), token.length());
            case "s", "ss" -> padded(t.getSecond(), token.length());
            case "Hmm" -> t.getHour() + minutes;
            case "Hmmss" -> t.getHour() + minutes + seconds;
            case "hmm" -> twelve + minutes;
            case "hmmss" -> twelve + minutes + seconds;
            case "eHHmm" -> weekday(t) + padded(t.getHour(), 2) + minutes;
            case "a" -> t.getHour() < 12 ? "am" : "pm";
            case "A" -> t.getHour() < 12 ? "AM" : "PM";
            default ->
                token.startsWith("S")
                        ? padded(t.getNano(), 9).substring(0, Math.min(9, token.length()))
                        : week(token, t);
        };
    }

    private static String week(String token, ZonedDateTime t) {
        int week = t.get(WEEKS.weekOfWeekBasedYear());
        int isoWeek = t.get(IsoFields.WEEK_OF_WEEK_BASED_YEAR);
        int year = t.get(WEEKS.weekBasedYear());
        int isoYear = t.get(IsoFields.WEEK_BASED_YEAR);
        return switch (token) {
            case "d", "e" -> Integer.toString(weekday(t));
            case "do" -> ordinal(weekday(t));
            case "dd" -> dayName(t, TextStyle.SHORT).substring(0, 2);
            case "ddd" -> dayName(t, TextStyle.SHORT);
            case "dddd" -> dayName(t, TextStyle.FULL);
            case "E" -> Integer.toString(t.getDayOfWeek().getValue());
            case "w", "ww" -> padded(week, token.length());
            case "wo" -> ordinal(week);
            case "W", "WW" -> padded(isoWeek, token.length());
            case "Wo" -> ordinal(isoWeek);
            case "gg" -> padded(year % 100, 2);
            case "gggg", "ggggg" -> padded(year, token.length());
            case "GG" -> padded(isoYear % 100, 2);
            case "GGGG", "GGGGG" -> padded(isoYear, token.length());
            default -> era(token, t);
        };
    }

    private static String era(String token, ZonedDateTime t) {
        boolean after = t.getYear() > 0;
        int year = t.get(ChronoField.YEAR_OF_ERA);
        return switch (token) {
            case "y", "yy", "yyy", "yyyy" -> padded(year, token.length());
            case "yo" -> ordinal(year);
            case "N", "NN", "NNN", "NNNNN" -> after ? "AD" : "BC";
            case "NNNN" -> after ? "Anno Domini" : "Before Christ";
            default ->
                token.startsWith("[") && token.length() > 1
                        ? token.replaceFirst("^\\[", "").replaceFirst("]$", "")
                        : token.replace("\\", "");
        };
    }

    private static int weekday(ZonedDateTime t) {
        return t.getDayOfWeek().getValue() % 7;
    }

    private static String dayName(ZonedDateTime t, TextStyle style) {
        return t.getDayOfWeek().getDisplayName(style, Locale.ENGLISH);
    }

    private static String padded(int number, int width) {
        String digits = Integer.toString(Math.abs(number));
        return (number < 0 ? "-" : "") + "0".repeat(Math.max(0, width - digits.length())) + digits;
    }

    private static String ordinal(int number) {
        int last = number / 10 % 10 == 1 ? 0 : number % 10;
        return number
                + switch (last) {
                    case 1 -> "st";
                    case 2 -> "nd";
                    case 3 -> "rd";
                    default -> "th";
                };
    }
}
