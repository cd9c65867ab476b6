package dev.plumbline.embedded.loki.logql;

import com.google.re2j.Pattern;
import java.util.HashSet;
import java.util.Set;

/** Regular expressions whose named groups become labels. */
final class CapturingRegexp {
    private static final java.util.regex.Pattern NAMED = java.util.regex.Pattern.compile("\\(\\?P?<([^>]*)>");

    private CapturingRegexp() {}

    static Pattern compile(String regex) {
        Set<String> names = new HashSet<>();
        java.util.regex.Matcher named = NAMED.matcher(regex);
        while (named.find()) {
            if (!names.add(named.group(1))) {
                throw refused("duplicate extracted label name '" + named.group(1) + "'");
            }
        }
        Pattern pattern = Regexps.compile(regex, CapturingRegexp::refused);
        if (pattern.groupCount() == 0 || pattern.namedGroups().isEmpty()) {
            throw refused("at least one named capture must be supplied");
        }
        return pattern;
    }

    private static LogQlException refused(String why) {
        return LogQlException.parse("invalid regexp parser: " + why);
    }
}
