package dev.plumbline.collector.syntax;

import dev.plumbline.collector.config.Position;
import java.nio.charset.StandardCharsets;
import java.util.function.IntPredicate;
import java.util.regex.Matcher;

/**
 * A line of a file, and carets under what a problem is about.
 *
 * @param line as it is shown
 * @param carets below it
 */
public record Excerpt(String line, String carets) {
    private static final String HIDDEN = "***";

    /** Positions count bytes, the terminal counts characters; what is hidden has one width, however long it is. */
    static Excerpt of(Source source, Position at, String tab, IntPredicate shows) {
        String text = source.line(at.line());
        StringBuilder line = new StringBuilder();
        StringBuilder carets = new StringBuilder();
        Matcher user = Confidential.USER.matcher(text);
        boolean more = user.find();
        boolean hiding = false;
        int column = 1;
        for (int i = 0; i < text.length(); ) {
            int c = text.codePointAt(i);
            while (more && i >= user.end()) {
                more = user.find();
            }
            boolean shown = shows.test(source.lineStart(at.line()) + column - 1) && !(more && i >= user.start());
            String out = !shown ? hiding ? "" : HIDDEN : c == '\t' ? tab : Character.toString(c);
            boolean under = column >= at.column() && column < at.column() + at.length();
            line.append(out);
            carets.append((under ? "^" : " ").repeat(out.codePointCount(0, out.length())));
            hiding = !shown;
            column += Character.toString(c).getBytes(StandardCharsets.UTF_8).length;
            i += Character.charCount(c);
        }
        String under = carets.toString().stripTrailing();
        return new Excerpt(line.toString(), under.isEmpty() ? carets + "^" : under);
    }
}
