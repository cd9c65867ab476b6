package dev.plumbline.embedded.loki.logql;

import dev.plumbline.embedded.gotemplate.GoDuration;
import dev.plumbline.embedded.gotemplate.GoStrings;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;

/** A condition on labels, as written. */
public sealed interface LabelFilter {
    /** Both, or either. */
    record Both(LabelFilter left, LabelFilter right, boolean and) implements LabelFilter {
        @Override
        public String toString() {
            return "( " + left + (and ? " , " : " or ") + right + " )";
        }
    }

    /** A string. */
    record Text(Matcher matcher) implements LabelFilter {
        @Override
        public String toString() {
            boolean regexp = matcher.pattern().isPresent()
                    && !matcher.value().replaceAll("\\.[*+]", "").chars().allMatch(Text::plain);
            if (!regexp) {
                return matcher.toString();
            }
            String value = matcher.value();
            return matcher.name() + matcher.type() + (value.contains("`") ? GoStrings.quote(value) : "`" + value + "`");
        }

        private static boolean plain(int c) {
            return ".+*?()[]{}^$\\".indexOf(c) < 0;
        }
    }

    /** A number. */
    record Numeric(String name, String operator, double value) implements LabelFilter {
        @Override
        public String toString() {
            return name + operator + GoStrings.plain(value);
        }
    }

    /** A duration in nanoseconds. */
    record Duration(String name, String operator, long value) implements LabelFilter {
        @Override
        public String toString() {
            return name + operator + GoDuration.format(value);
        }
    }

    /** A size in bytes. */
    record Bytes(String name, String operator, long value) implements LabelFilter {
        @Override
        public String toString() {
            return name + operator + Units.formatBytes(value);
        }
    }

    /** An address, a range of them or a network. */
    record Address(String name, boolean not, String pattern) implements LabelFilter {
        @Override
        public String toString() {
            return name + (not ? "!=" : "=") + "ip(" + GoStrings.quote(pattern) + ")";
        }
    }

    /** Names of the labels that it reads. */
    default List<String> names() {
        return switch (this) {
            case Both both -> {
                LinkedHashSet<String> names = new LinkedHashSet<>(both.left().names());
                names.addAll(both.right().names());
                yield new ArrayList<>(names);
            }
            case Text text -> List.of(text.matcher().name());
            case Numeric number -> List.of(number.name());
            case Duration duration -> List.of(duration.name());
            case Bytes bytes -> List.of(bytes.name());
            case Address address -> List.of(address.name());
        };
    }
}
