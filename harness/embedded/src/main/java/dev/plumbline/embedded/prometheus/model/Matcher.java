package dev.plumbline.embedded.prometheus.model;

import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
import java.util.Optional;

/**
 * One condition on a label.
 *
 * @param name label name
 * @param type how the value is compared
 * @param value value or regular expression
 * @param pattern the expression, compiled, where {@code type} is one of the two for expressions
 */
public record Matcher(String name, Type type, String value, Optional<Pattern> pattern) {
    /** How a label's value is compared; regular expressions match the whole value. */
    public enum Type {
        EQUAL("="),
        NOT_EQUAL("!="),
        REGEX("=~"),
        NOT_REGEX("!~");

        private final String text;

        Type(String text) {
            this.text = text;
        }

        /** Returns the operator. */
        public String text() {
            return text;
        }
    }

    /**
     * Returns a matcher.
     *
     * @throws IllegalArgumentException with RE2's message if the expression does not compile
     */
    public static Matcher of(String name, Type type, String value) {
        boolean regex = type == Type.REGEX || type == Type.NOT_REGEX;
        try {
            if (regex) {
                Pattern.compile(value); // for its message, which then shows the expression as it was written
            }
            return new Matcher(
                    name, type, value, regex ? Optional.of(Pattern.compile(value, Pattern.DOTALL)) : Optional.empty());
        } catch (PatternSyntaxException e) {
            throw new IllegalArgumentException(String.valueOf(e.getMessage()), e);
        }
    }

    /** Tells whether a value fulfils the condition; a label that is not there has the empty value. */
    public boolean matches(String actual) {
        return switch (type) {
            case EQUAL -> actual.equals(value);
            case NOT_EQUAL -> !actual.equals(value);
            case REGEX -> pattern.orElseThrow().matches(actual);
            case NOT_REGEX -> !pattern.orElseThrow().matches(actual);
        };
    }

    /** Tells whether a label set fulfils the condition. */
    public boolean matches(Labels labels) {
        return matches(labels.get(name));
    }

    @Override
    public boolean equals(Object o) {
        return o instanceof Matcher m && name.equals(m.name) && type == m.type && value.equals(m.value);
    }

    @Override
    public int hashCode() {
        return name.hashCode() * 31 + value.hashCode();
    }

    @Override
    public String toString() {
        return (GoText.isLabelName(name) ? name : GoText.quote(name)) + type.text() + GoText.quote(value);
    }
}
