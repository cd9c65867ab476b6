package dev.plumbline.collector.convert;

import java.util.Set;

/** The {@code limits_config}: what becomes stages at the head of every pipeline. */
record Limits(boolean rated, double rate, long burst, boolean drop, long lineSize, boolean truncate, long maxStreams) {
    private static final Set<String> KEYS = Set.of(
            "readline_rate",
            "readline_burst",
            "readline_rate_enabled",
            "readline_rate_drop",
            "max_streams",
            "max_line_size",
            "max_line_size_truncate");

    static Limits of(Section promtail) {
        Section limits = promtail.section("limits_config", KEYS).orElse(Section.empty("limits_config"));
        return new Limits(
                limits.flag("readline_rate_enabled", false),
                limits.number("readline_rate", 10_000),
                limits.whole("readline_burst", 10_000),
                limits.flag("readline_rate_drop", true),
                limits.size("max_line_size", 0),
                limits.flag("max_line_size_truncate", false),
                limits.whole("max_streams", 0));
    }

    boolean any() {
        return rated || lineSize > 0;
    }

    void write(AlloyText out) {
        if (rated) {
            out.open("stage.limit")
                    .number("rate", rate)
                    .raw("burst", Long.toString(burst))
                    .flag("drop", drop, false)
                    .close();
        }
        if (lineSize > 0 && truncate) {
            out.open("stage.truncate")
                    .open("rule")
                    .text("limit", AlloyText.size(lineSize))
                    .close()
                    .close();
        } else if (lineSize > 0) {
            out.open("stage.drop").text("longer_than", AlloyText.size(lineSize)).close();
        }
    }
}
