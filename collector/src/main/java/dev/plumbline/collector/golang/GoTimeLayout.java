package dev.plumbline.collector.golang;

import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;

/** A layout of Go's package time, to read times with. */
public final class GoTimeLayout {
    /** {@code 2006-01-02T15:04:05.999999999Z07:00}. */
    public static final String RFC3339_NANO = "2006-01-02T15:04:05.999999999Z07:00";

    private final String layout;
    private final List<GoLayout.Part> parts;
    private final ZoneId zone;

    private GoTimeLayout(String layout, ZoneId zone) {
        this.layout = layout;
        this.parts = GoLayout.split(layout);
        this.zone = zone;
    }

    /** Makes a layout whose times are UTC where they do not say otherwise. */
    public static GoTimeLayout of(String layout) {
        return new GoTimeLayout(layout, ZoneOffset.UTC);
    }

    /** Makes a layout whose times belong to a zone where they do not say otherwise. */
    public static GoTimeLayout of(String layout, ZoneId zone) {
        return new GoTimeLayout(layout, zone);
    }

    /** Returns the layout as it was given. */
    public String layout() {
        return layout;
    }

    /**
     * Reads a time.
     *
     * @return nanoseconds since 1970
     * @throws GoTimeException if the text does not follow the layout
     */
    public long parse(String text) throws GoTimeException {
        return read(text).nanos();
    }

    /**
     * Reads a time without a year, taking it from the present: December read in January is last year's, January read in
     * December is next year's.
     *
     * @return nanoseconds since 1970
     * @throws GoTimeException if the text does not follow the layout
     */
    public long parseNear(String text, Instant now) throws GoTimeException {
        GoTimeReader time = read(text);
        int year = now.atZone(ZoneOffset.UTC).getYear();
        int month = now.atZone(ZoneOffset.UTC).getMonthValue();
        if (time.month() == 12 && month == 1) {
            year--;
        } else if (time.month() == 1 && month == 12) {
            year++;
        }
        return time.nanosIn(year);
    }

    private GoTimeReader read(String text) throws GoTimeException {
        GoTimeReader reader = new GoTimeReader(text, zone);
        for (int i = 0; i < parts.size(); i++) {
            GoLayout.Part part = parts.get(i);
            reader.skip(part.text());
            if (part.field().isPresent()) {
                boolean fractionNext = i + 1 < parts.size()
                        && parts.get(i + 1)
                                .field()
                                .filter(f -> f == GoLayout.Field.EXACT_FRACTION || f == GoLayout.Field.ANY_FRACTION)
                                .isPresent();
                reader.field(part.field().get(), part.width(), fractionNext);
            }
        }
        reader.finish();
        return reader;
    }
}
