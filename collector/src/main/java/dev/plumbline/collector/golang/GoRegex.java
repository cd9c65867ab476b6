package dev.plumbline.collector.golang;

import com.google.re2j.Matcher;
import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A regular expression of Go's syntax and meaning: leftmost match, linear time, templates with {@code $name}. */
public final class GoRegex {
    private final String source;
    private final Pattern pattern;
    private final List<String> groupNames;

    private GoRegex(String source, Pattern pattern) {
        this.source = source;
        this.pattern = pattern;
        String[] names = new String[pattern.groupCount() + 1];
        Arrays.fill(names, "");
        for (Map.Entry<String, Integer> named : pattern.namedGroups().entrySet()) {
            names[named.getValue()] = named.getKey();
        }
        this.groupNames = List.of(names);
    }

    /**
     * Compiles an expression that may match anywhere.
     *
     * @throws GoRegexException if it does not compile
     */
    public static GoRegex compile(String expression) throws GoRegexException {
        return compile(expression, expression);
    }

    /**
     * Compiles an expression that must match a whole text, in which a dot also matches a line end.
     *
     * @throws GoRegexException if it does not compile
     */
    public static GoRegex anchored(String expression) throws GoRegexException {
        return compile(expression, "^(?s:" + expression + ")$");
    }

    private static GoRegex compile(String source, String expression) throws GoRegexException {
        try {
            return new GoRegex(source, Pattern.compile(expression));
        } catch (PatternSyntaxException e) {
            throw new GoRegexException(e.getDescription() + ": `" + e.getPattern() + "`");
        }
    }

    /** Returns the expression as it was given. */
    public String source() {
        return source;
    }

    /** Returns the names of the groups by number, the empty string for those without; number 0 is the whole match. */
    public List<String> groupNames() {
        return groupNames;
    }

    /** Tells whether the expression matches somewhere in the text. */
    public boolean matches(CharSequence text) {
        return pattern.matcher(text).find();
    }

    /**
     * Finds the first match.
     *
     * @return its groups by number, those that took no part being absent
     */
    public Optional<Match> find(String text) {
        return findFrom(pattern.matcher(text), text, 0);
    }

    /** Finds all matches that do not overlap; an empty one right after another match does not count. */
    public List<Match> findAll(String text) {
        List<Match> found = new ArrayList<>();
        Matcher matcher = pattern.matcher(text);
        int from = 0;
        int previousEnd = -1;
        while (from <= text.length()) {
            Optional<Match> match = findFrom(matcher, text, from);
            if (match.isEmpty()) {
                break;
            }
            Match m = match.get();
            boolean emptyHere = m.end(0) == from;
            if (!emptyHere || m.start(0) != previousEnd) {
                found.add(m);
            }
            from = emptyHere ? from + width(text, from) : m.end(0);
            previousEnd = m.end(0);
        }
        return found;
    }

    /** Replaces every match by the template, in which {@code $1}, {@code $name} and {@code ${name}} stand for groups. */
    public String replaceAll(String text, String template) {
        return replace(text, m -> m.expand(template));
    }

    /** Replaces every match by the text as it stands. */
    public String replaceAllLiteral(String text, String replacement) {
        return replace(text, m -> replacement);
    }

    private String replace(String text, java.util.function.Function<Match, String> replacement) {
        StringBuilder out = new StringBuilder();
        Matcher matcher = pattern.matcher(text);
        int copied = 0;
        int from = 0;
        while (from <= text.length()) {
            Optional<Match> match = findFrom(matcher, text, from);
            if (match.isEmpty()) {
                break;
            }
            Match m = match.get();
            out.append(text, copied, m.start(0));
            if (m.end(0) > copied || m.start(0) == 0) {
                out.append(replacement.apply(m));
            }
            copied = m.end(0);
            from = Math.max(from + width(text, from), copied);
        }
        return copied == 0 && out.isEmpty()
                ? text
                : out.append(text, copied, text.length()).toString();
    }

    private Optional<Match> findFrom(Matcher matcher, String text, int from) {
        if (!matcher.find(from)) {
            return Optional.empty();
        }
        int[] bounds = new int[groupNames.size() * 2];
        for (int group = 0; group < groupNames.size(); group++) {
            bounds[2 * group] = matcher.start(group);
            bounds[2 * group + 1] = matcher.end(group);
        }
        return Optional.of(new Match(this, text, bounds));
    }

    private static int width(String text, int at) {
        return at < text.length() ? Character.charCount(text.codePointAt(at)) : 1;
    }

    /** One match in a text. */
    public static final class Match {
        private final GoRegex regex;
        private final String text;
        private final int[] bounds;

        private Match(GoRegex regex, String text, int[] bounds) {
            this.regex = regex;
            this.text = text;
            this.bounds = bounds;
        }

        /** Returns where the group begins, or -1 if it took no part. */
        public int start(int group) {
            return bounds[2 * group];
        }

        /** Returns where the group ends, or -1 if it took no part. */
        public int end(int group) {
            return bounds[2 * group + 1];
        }

        /** Returns the group's text, empty also where the group took no part. */
        public String group(int group) {
            return start(group) < 0 ? "" : text.substring(start(group), end(group));
        }

        /** Fills a template with this match's groups; names of no group are empty. */
        public String expand(String template) {
            return template.indexOf('$') < 0 ? template : GoTemplateText.expand(template, this::named);
        }

        private String named(String name) {
            if (name.chars().allMatch(c -> c >= '0' && c <= '9')) {
                boolean odd = name.length() > 6 || name.length() > 1 && name.charAt(0) == '0';
                int number = odd ? Integer.MAX_VALUE : Integer.parseInt(name);
                return number < regex.groupNames.size() ? group(number) : "";
            }
            for (int i = 1; i < regex.groupNames.size(); i++) {
                if (regex.groupNames.get(i).equals(name) && start(i) >= 0) {
                    return group(i);
                }
            }
            return "";
        }
    }
}
