package dev.plumbline.collector.files;

import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/**
 * The pattern of one name within a path.
 *
 * @param text as it was written
 * @param pattern what finds such names
 */
record NamePattern(String text, Pattern pattern) {
    /** Tells whether it stands for nothing but itself. */
    boolean isPlain() {
        return text.chars().noneMatch(c -> "*?[\\".indexOf(c) >= 0);
    }

    boolean matches(String name) {
        return pattern.matcher(name).matches();
    }

    /**
     * Reads a pattern.
     *
     * @throws IllegalArgumentException if it is none
     */
    static NamePattern of(String name) {
        StringBuilder regex = new StringBuilder();
        for (int i = 0; i < name.length(); i++) {
            char c = name.charAt(i);
            switch (c) {
                case '*' -> {
                    // Two in a row say no more than one.
                    if (i == 0 || name.charAt(i - 1) != '*') {
                        regex.append(".*");
                    }
                }
                case '?' -> regex.append('.');
                case '[' -> i = bracket(name, i, regex);
                case '\\' -> {
                    i++;
                    if (i == name.length()) {
                        throw new IllegalArgumentException("a \\ ends it");
                    }
                    regex.append(Pattern.quote(String.valueOf(name.charAt(i))));
                }
                default -> regex.append(Pattern.quote(String.valueOf(c)));
            }
        }
        try {
            return new NamePattern(name, Pattern.compile(regex.toString(), Pattern.DOTALL));
        } catch (PatternSyntaxException e) {
            throw new IllegalArgumentException("a range of letters is the wrong way round", e);
        }
    }

    private static int bracket(String name, int open, StringBuilder regex) {
        int i = open + 1;
        regex.append('[');
        if (i < name.length() && (name.charAt(i) == '!' || name.charAt(i) == '^')) {
            regex.append('^');
            i++;
        }
        int first = i;
        while (i < name.length() && name.charAt(i) != ']') {
            char c = name.charAt(i);
            if (c == '\\' && i + 1 < name.length()) {
                i++;
                regex.append('\\').append(name.charAt(i));
            } else if (c == '-') {
                regex.append(i == first || i + 1 < name.length() && name.charAt(i + 1) == ']' ? "\\-" : "-");
            } else {
                regex.append("[]&^".indexOf(c) >= 0 ? "\\" + c : String.valueOf(c));
            }
            i++;
        }
        if (i >= name.length() || i == first) {
            throw new IllegalArgumentException("a [ is not closed, or nothing is in it");
        }
        regex.append(']');
        return i;
    }
}
