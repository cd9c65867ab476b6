package dev.plumbline.collector.syntax;

import dev.plumbline.collector.config.Position;
import dev.plumbline.collector.config.Problem;
import dev.plumbline.collector.config.Problems;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/**
 * Knows what of a configuration file is not for everybody to see, also where the file is broken: what stands in its
 * secrets, in attributes that nobody knows (a misspelt {@code password}, say), in comments, in front of the {@code @} of
 * a URL, and what it reads from the environment.
 */
public final class Confidential {
    private static final String HIDDEN = "(secret)";
    private static final int SHORTEST = 3;
    /** What stands in front of the {@code @} of a URL. */
    static final Pattern USER = Pattern.compile("(?<=://)[^/?#@\\s\"]+(?=@)");

    private final Source source;
    private final Predicate<String> harmless;
    private final List<Range> hidden = new ArrayList<>();
    private final Set<String> values = ConcurrentHashMap.newKeySet();

    /** Bytes from {@code first} up to and without {@code end}. */
    private record Range(int first, int end) {}

    private Confidential(Source source, Predicate<String> harmless) {
        this.source = source;
        this.harmless = harmless;
    }

    /**
     * Looks a file through.
     *
     * @param harmless tells of an attribute's name whether its value may be shown
     */
    public static Confidential of(Source source, Predicate<String> harmless) {
        Confidential confidential = new Confidential(source, harmless);
        confidential.read(new Lexer(source, new Problems()));
        return confidential;
    }

    private void read(Lexer lexer) {
        String name = "";
        String owner = "";
        int depth = 0;
        for (Token token = lexer.next(), next; token.kind() != Kind.EOF; token = next) {
            next = lexer.next();
            switch (token.kind()) {
                case IDENTIFIER -> name = depth == 0 ? token.text() : name;
                case ASSIGN -> owner = depth == 0 ? name : owner;
                case TERMINATOR -> owner = depth == 0 ? "" : owner;
                case LEFT_CURLY -> depth += owner.isEmpty() ? 0 : 1;
                case LEFT_BRACKET, LEFT_PAREN -> depth++;
                case RIGHT_CURLY, RIGHT_BRACKET, RIGHT_PAREN -> depth = Math.max(0, depth - 1);
                case COMMENT, ILLEGAL -> hide(token, next);
                case STRING, NUMBER, FLOAT -> {
                    if (!owner.isEmpty() && !harmless.test(owner)) {
                        hide(token, next);
                    }
                }
                default -> {
                    // shows nothing
                }
            }
        }
    }

    private void hide(Token token, Token next) {
        int end = Math.min(next.start(), source.length());
        while (end > token.start() + 1 && Character.isWhitespace(source.at(end - 1))) {
            end--;
        }
        hidden.add(new Range(token.start(), end));
        if (token.kind() == Kind.STRING && token.text().length() > 2) {
            value(token.text().substring(1, token.text().length() - 1));
        }
    }

    /** Hides a value from now on, wherever it stands in a message. */
    public void value(String value) {
        if (value.strip().length() >= SHORTEST) {
            values.add(value);
        }
    }

    /** Tells whether a byte of the file is to be shown. */
    boolean shows(int offset) {
        return hidden.stream().noneMatch(range -> range.first() <= offset && offset < range.end());
    }

    /** Takes out of a message what is not to be shown. */
    public String hide(String message) {
        String clean = USER.matcher(message).replaceAll(HIDDEN);
        // The longest first: one may be part of another.
        List<String> longestFirst = values.stream()
                .sorted(Comparator.comparingInt(String::length).reversed())
                .toList();
        for (String value : longestFirst) {
            clean = Pattern.compile(Pattern.quote(value), Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE)
                    .matcher(clean)
                    .replaceAll(HIDDEN);
        }
        return clean;
    }

    /** Hands on problems, without what is not to be shown. */
    public void hand(Problems found, Problems problems) {
        for (Problem problem : found.inOrder()) {
            problems.add(new Problem(problem.position(), hide(problem.message()), problem.warning()));
        }
    }

    /**
     * Shows one line and carets under a part of it.
     *
     * @param tab what stands for a tab
     * @return both, one below the other
     */
    public Excerpt excerpt(Position at, String tab) {
        return Excerpt.of(source, at, tab, this::shows);
    }
}
