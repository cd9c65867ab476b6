package dev.plumbline.embedded.tempo.traceql;

import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;

/** Regular expressions as TraceQL means them: RE2, anchored at both ends, a dot matches a line end. */
public final class Regexes {
    private Regexes() {}

    /** Tells whether an expression compiles. */
    static boolean isValid(String regex) {
        try {
            Pattern.compile(regex);
            return true;
        } catch (PatternSyntaxException e) {
            return false;
        }
    }

    /** Tells whether the whole text matches. */
    public static boolean matches(String regex, String text) {
        return Pattern.compile(regex, Pattern.DOTALL).matches(text);
    }
}
