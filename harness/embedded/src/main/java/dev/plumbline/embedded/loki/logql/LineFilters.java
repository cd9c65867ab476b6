package dev.plumbline.embedded.loki.logql;

import com.google.re2j.Pattern;
import dev.plumbline.embedded.loki.logql.Stage.LineFilter;
import dev.plumbline.embedded.loki.logql.Stage.LineMatch;
import dev.plumbline.embedded.loki.logql.Stage.Operand;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/** Compiles line filters. */
final class LineFilters {
    private LineFilters() {}

    /**
     * Compiles one filter with all of its alternatives.
     *
     * @throws IllegalArgumentException with what is wrong with it
     */
    static Predicate<String> compile(LineFilter filter) {
        LineMatch match = filter.match();
        // among alternatives of a positive filter Loki takes addresses for plain text
        boolean plain = match.positive() && filter.operands().size() > 1;
        List<Predicate<String>> any = new ArrayList<>();
        for (Operand operand : significant(filter)) {
            any.add(operand.ip() && !plain ? address(match, operand.text()) : one(match, operand.text()));
        }
        Predicate<String> either = line -> {
            for (Predicate<String> p : any) {
                if (p.test(line)) {
                    return true;
                }
            }
            return false;
        };
        return match.positive() ? either : either.negate();
    }

    /** Loki leaves out of several alternatives what would match anything. */
    private static List<Operand> significant(LineFilter filter) {
        List<Operand> some = filter.operands().stream()
                .filter(o -> o.ip() || !matchesAll(filter.match(), o.text()))
                .toList();
        return filter.operands().size() > 1 && filter.match().positive() && !some.isEmpty() ? some : filter.operands();
    }

    private static boolean matchesAll(LineMatch match, String text) {
        return text.isEmpty() || match == LineMatch.REGEXP && text.equals(".*");
    }

    private static Predicate<String> address(LineMatch match, String pattern) {
        if (match != LineMatch.EQUAL && match != LineMatch.NOT_EQUAL) {
            throw new IllegalArgumentException("ip: invalid operation");
        }
        AddressMatcher matcher = AddressMatcher.of(pattern);
        return matcher::foundIn;
    }

    private static Predicate<String> one(LineMatch match, String text) {
        return switch (match) {
            case EQUAL, NOT_EQUAL -> line -> line.contains(text);
            case REGEXP, NOT_REGEXP -> {
                Pattern pattern = regexp(text);
                yield line -> pattern.matcher(line).find();
            }
            case PATTERN, NOT_PATTERN -> LinePattern.testing(text)::test;
        };
    }

    private static Pattern regexp(String text) {
        try {
            return Regexps.compile(Regexps.withoutEmptyAlternatives(text), LogQlException::bad);
        } catch (LogQlException e) {
            throw new IllegalArgumentException(e.getMessage(), e);
        }
    }
}
