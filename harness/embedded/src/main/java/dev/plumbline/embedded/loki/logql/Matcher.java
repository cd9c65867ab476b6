package dev.plumbline.embedded.loki.logql;

import com.google.re2j.Pattern;
import dev.plumbline.embedded.gotemplate.GoStrings;
import java.util.Optional;

/**
 * One condition on a label; regular expressions are anchored.
 *
 * @param name label
 * @param type kind of comparison
 * @param value what it is compared with
 * @param pattern compiled {@code value} of a regular expression
 */
public record Matcher(String name, Type type, String value, Optional<Pattern> pattern) {
    /** How label and value compare. */
    public enum Type {
        EQUAL("="),
        NOT_EQUAL("!="),
        REGEXP("=~"),
        NOT_REGEXP("!~");

        private final String sign;

        Type(String sign) {
            this.sign = sign;
        }

        @Override
        public String toString() {
            return sign;
        }
    }

    /**
     * Returns a matcher.
     *
     * @throws LogQlException if a regular expression does not compile
     */
    public static Matcher of(String name, Type type, String value) {
        boolean regexp = type == Type.REGEXP || type == Type.NOT_REGEXP;
        return new Matcher(
                name,
                type,
                value,
                regexp ? Optional.of(Regexps.anchored(value, LogQlException::parse)) : Optional.empty());
    }

    /** Returns a matcher of a filter on a label, which Loki compiles in its own way. */
    static Matcher filtering(String name, Type type, String value) {
        Matcher matcher = of(name, type, value);
        return matcher.pattern().isEmpty()
                ? matcher
                : new Matcher(
                        name,
                        type,
                        value,
                        Optional.of(Regexps.anchored(Regexps.withoutEmptyAlternatives(value), LogQlException::parse)));
    }

    /** Tells whether a value (empty if the label is absent) satisfies it. */
    public boolean matches(String actual) {
        return switch (type) {
            case EQUAL -> actual.equals(value);
            case NOT_EQUAL -> !actual.equals(value);
            case REGEXP -> pattern.orElseThrow().matches(actual);
            case NOT_REGEXP -> !pattern.orElseThrow().matches(actual);
        };
    }

    @Override
    public String toString() {
        return name + type + GoStrings.quote(value);
    }
}
