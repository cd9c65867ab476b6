package dev.plumbline.harness.names;

import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/** Finds the labels that a regular expression or a pattern extracts. */
final class Matchers {
    private static final Pattern NAMED = Pattern.compile("\\(\\?P?<(\\w+)>|(?<!\\()<(\\w+)>");

    private Matchers() {}

    static List<String> groups(String text) {
        return NAMED.matcher(text)
                .results()
                .map((MatchResult m) -> m.group(1) == null ? String.valueOf(m.group(2)) : m.group(1))
                .filter(n -> !n.equals("_"))
                .toList();
    }
}
