package dev.plumbline.collector.golang;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A time layout, split into text and the fields of Go's reference time {@code Mon Jan 2 15:04:05 MST 2006}. */
final class GoLayout {
    /** Fields by the way they are written; of several that fit at one place the first wins. */
    enum Field {
        LONG_MONTH("January"),
        MONTH("Jan"),
        LONG_WEEKDAY("Monday"),
        WEEKDAY("Mon"),
        ZONE_NAME("MST"),
        ZERO_MONTH("01"),
        ZERO_DAY("02"),
        ZERO_HOUR12("03"),
        ZERO_MINUTE("04"),
        ZERO_SECOND("05"),
        YEAR("06"),
        ZERO_YEAR_DAY("002"),
        HOUR("15"),
        NUM_MONTH("1"),
        LONG_YEAR("2006"),
        DAY("2"),
        UNDER_YEAR_DAY("__2"),
        UNDER_DAY("_2"),
        HOUR12("3"),
        MINUTE("4"),
        SECOND("5"),
        UPPER_PM("PM"),
        LOWER_PM("pm"),
        OFFSET_SECONDS("-070000"),
        OFFSET_COLON_SECONDS("-07:00:00"),
        OFFSET("-0700"),
        OFFSET_COLON("-07:00"),
        OFFSET_HOUR("-07"),
        Z_SECONDS("Z070000"),
        Z_COLON_SECONDS("Z07:00:00"),
        Z_OFFSET("Z0700"),
        Z_COLON("Z07:00"),
        Z_HOUR("Z07"),
        EXACT_FRACTION(""),
        ANY_FRACTION("");

        private final String written;

        Field(String written) {
            this.written = written;
        }
    }

    /**
     * Text and the field that follows it.
     *
     * @param field empty at the end
     * @param width how many characters a fraction of a second has, its point included
     */
    record Part(String text, Optional<Field> field, int width) {}

    private GoLayout() {}

    static List<Part> split(String layout) {
        List<Part> parts = new ArrayList<>();
        int from = 0;
        int at = 0;
        while (at < layout.length()) {
            if (layout.startsWith("_2006", at)) {
                parts.add(new Part(layout.substring(from, at + 1), Optional.of(Field.LONG_YEAR), 4));
                at += 5;
                from = at;
                continue;
            }
            Optional<Part> part = at(layout, from, at);
            if (part.isPresent()) {
                parts.add(part.get());
                at += part.get().width();
                from = at;
            } else {
                at++;
            }
        }
        parts.add(new Part(layout.substring(from), Optional.empty(), 0));
        return List.copyOf(parts);
    }

    private static Optional<Part> at(String layout, int from, int at) {
        String text = layout.substring(from, at);
        char c = layout.charAt(at);
        if (c == '.' || c == ',') {
            return fraction(layout, text, at);
        }
        for (Field field : Field.values()) {
            if (!field.written.isEmpty() && layout.startsWith(field.written, at) && stands(field, layout, at)) {
                return Optional.of(new Part(text, Optional.of(field), field.written.length()));
            }
        }
        return Optional.empty();
    }

    /** Short names only stand where no word goes on. */
    private static boolean stands(Field field, String layout, int at) {
        if (field != Field.MONTH && field != Field.WEEKDAY) {
            return true;
        }
        int after = at + 3;
        return after >= layout.length() || layout.charAt(after) < 'a' || layout.charAt(after) > 'z';
    }

    private static Optional<Part> fraction(String layout, String text, int at) {
        int end = at + 1;
        while (end < layout.length() && layout.charAt(end) == layout.charAt(at + 1)) {
            end++;
        }
        boolean zeros = layout.startsWith("0", at + 1);
        boolean digits = zeros || layout.startsWith("9", at + 1);
        if (!digits || end < layout.length() && Character.isDigit(layout.charAt(end))) {
            return Optional.empty();
        }
        return Optional.of(new Part(text, Optional.of(zeros ? Field.EXACT_FRACTION : Field.ANY_FRACTION), end - at));
    }
}
