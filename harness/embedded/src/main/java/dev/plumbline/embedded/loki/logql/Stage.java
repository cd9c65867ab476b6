package dev.plumbline.embedded.loki.logql;

import java.util.List;
import java.util.Optional;

/** One step of a pipeline, as written. */
public sealed interface Stage {
    /** Kinds of line filters. */
    enum LineMatch {
        EQUAL("|="),
        NOT_EQUAL("!="),
        REGEXP("|~"),
        NOT_REGEXP("!~"),
        PATTERN("|>"),
        NOT_PATTERN("!>");

        private final String sign;

        LineMatch(String sign) {
            this.sign = sign;
        }

        boolean positive() {
            return this == EQUAL || this == REGEXP || this == PATTERN;
        }

        @Override
        public String toString() {
            return sign;
        }
    }

    /** What a line is compared with: text, or addresses where {@code ip} is set. */
    record Operand(boolean ip, String text) {}

    /** A line filter; any of its operands may match, or for the negative kinds none. */
    record LineFilter(LineMatch match, List<Operand> operands) implements Stage {}

    /** Labels from key=value pairs. */
    record Logfmt(boolean strict, boolean keepEmpty) implements Stage {}

    /** Named labels from key=value pairs. */
    record LogfmtFields(List<Extraction> fields, boolean strict, boolean keepEmpty) implements Stage {}

    /** Labels from a JSON object. */
    record Json() implements Stage {}

    /** Named labels from places in JSON. */
    record JsonFields(List<Extraction> fields) implements Stage {}

    /** A label and where it comes from. */
    record Extraction(String label, String expression) {}

    /** Labels from named groups. */
    record Regexp(String regex, com.google.re2j.Pattern pattern) implements Stage {}

    /** Labels from captures. */
    record Pattern(String text, LinePattern pattern) implements Stage {}

    /** Labels and line that Promtail packed. */
    record Unpack() implements Stage {}

    /** A filter on labels. */
    record Filter(LabelFilter filter) implements Stage {}

    /** A new line. */
    record LineFormat(String template) implements Stage {}

    /** New labels. */
    record LabelFormat(List<Format> formats) implements Stage {}

    /** One new label, from another label or a template. */
    record Format(String label, String value, boolean rename) {}

    /** The line without colours. */
    record Decolorize() implements Stage {}

    /** Labels that go. */
    record Drop(List<Named> labels) implements Stage {}

    /** Labels that stay. */
    record Keep(List<Named> labels) implements Stage {}

    /** A label, and the value that it must have. */
    record Named(String name, Optional<Matcher> matcher) {}
}
