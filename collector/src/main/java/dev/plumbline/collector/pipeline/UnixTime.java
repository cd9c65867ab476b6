package dev.plumbline.collector.pipeline;

import java.util.OptionalLong;

/** Times counted from 1970. */
final class UnixTime {
    private UnixTime() {}

    /** Reads whole seconds, or seconds with one fraction. */
    static OptionalLong seconds(String text) {
        int dot = text.indexOf('.');
        if (dot < 0 || text.indexOf('.', dot + 1) >= 0) {
            return times(text, 1_000_000_000);
        }
        OptionalLong seconds = times(text.substring(0, dot), 1_000_000_000);
        OptionalLong fraction = times(text.substring(dot + 1), 1);
        if (seconds.isEmpty() || fraction.isEmpty()) {
            return OptionalLong.empty();
        }
        int digits = text.length() - dot - 1;
        return OptionalLong.of(seconds.getAsLong() + (long) (fraction.getAsLong() * Math.pow(10, 9 - digits)));
    }

    static OptionalLong times(String text, long unit) {
        if (!text.matches("[-+]?\\d{1,19}")) {
            return OptionalLong.empty();
        }
        try {
            return OptionalLong.of(Long.parseLong(text) * unit);
        } catch (NumberFormatException e) {
            return OptionalLong.empty();
        }
    }
}
