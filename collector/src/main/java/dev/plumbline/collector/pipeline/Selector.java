package dev.plumbline.collector.pipeline;

import dev.plumbline.collector.entry.Entry;
import dev.plumbline.collector.golang.GoRegex;
import dev.plumbline.collector.golang.GoRegexException;
import dev.plumbline.collector.golang.RequiredLiteral;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/** A selector of {@code stage.match}: label matchers and line filters, the part of LogQL that Alloy takes there. */
final class Selector {
    /** Says what is wrong with a selector. */
    static final class SyntaxException extends Exception {
        private static final long serialVersionUID = 1;

        SyntaxException(String message) {
            super(message, null, false, false);
        }
    }

    private record Matcher(String label, Predicate<String> value) {}

    private final List<Matcher> matchers;
    private final List<Predicate<Entry>> filters;

    private Selector(List<Matcher> matchers, List<Predicate<Entry>> filters) {
        this.matchers = List.copyOf(matchers);
        this.filters = List.copyOf(filters);
    }

    static Selector of(String text) throws SyntaxException {
        SelectorLexer lexer = new SelectorLexer(text);
        lexer.symbol("{");
        List<Matcher> matchers = new ArrayList<>();
        do {
            matchers.add(matcher(lexer.name(), lexer.operator("=", "!=", "=~", "!~"), lexer.string()));
        } while (lexer.operator(",", "}").equals(","));
        List<Predicate<Entry>> filters = new ArrayList<>();
        while (!lexer.atEnd()) {
            filters.add(filter(lexer.operator("|=", "!=", "|~", "!~"), lexer.string()));
        }
        return new Selector(matchers, filters);
    }

    private static Matcher matcher(String label, String operator, String value) throws SyntaxException {
        if (operator.equals("=") || operator.equals("!=")) {
            boolean equal = operator.equals("=");
            return new Matcher(label, found -> found.equals(value) == equal);
        }
        try {
            GoRegex regex = GoRegex.anchored(value);
            boolean matching = operator.equals("=~");
            return new Matcher(label, found -> regex.matches(found) == matching);
        } catch (GoRegexException e) {
            throw new SyntaxException("error parsing regexp: " + e.getMessage());
        }
    }

    private static Predicate<Entry> filter(String operator, String text) throws SyntaxException {
        boolean wanted = operator.startsWith("|");
        if (operator.endsWith("=")) {
            RequiredLiteral literal = RequiredLiteral.exactly(text);
            return entry -> Bytes.mayMatch(literal, entry) == wanted;
        }
        try {
            GoRegex regex = GoRegex.compile(text);
            RequiredLiteral literal = RequiredLiteral.of(text);
            return entry -> (Bytes.mayMatch(literal, entry) && regex.matches(entry.line())) == wanted;
        } catch (GoRegexException e) {
            throw new SyntaxException("error parsing regexp: " + e.getMessage());
        }
    }

    /** Tells whether an entry is selected; a label that it has not counts as empty. */
    boolean selects(Entry entry) {
        Map<String, String> labels = entry.labels().byName();
        for (Matcher matcher : matchers) {
            if (!matcher.value().test(labels.getOrDefault(matcher.label(), ""))) {
                return false;
            }
        }
        for (Predicate<Entry> filter : filters) {
            if (!filter.test(entry)) {
                return false;
            }
        }
        return true;
    }
}
