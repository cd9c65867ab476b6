package dev.plumbline.embedded.loki.logql;

import java.util.List;

/** Checks a parsed query, outermost expression first. */
final class Validation {
    static final String TOO_WIDE = "queries require at least one regexp or equality matcher that does not have"
            + " an empty-compatible value. For instance, app=~\".*\" does not meet this requirement, but app=~\".+\""
            + " will";

    private Validation() {}

    static void check(Expr expr) {
        switch (expr) {
            case Expr.LogSelector selector -> selects(selector.matchers());
            case Expr.Variants variants -> {}
            case Expr.Invalid invalid -> throw invalid.problem();
            case Expr.Literal literal -> {}
            case Expr.VectorLiteral vector -> {}
            case Expr.RangeAggregation range -> selects(range.range().selector().matchers());
            case Expr.VectorAggregation vector -> {
                if (vector.operation().startsWith("sort")
                        && !vector.grouping().labels().isEmpty()) {
                    throw LogQlException.parse("sort and sort_desc doesn't allow grouping by ");
                }
                check(vector.inner());
            }
            case Expr.LabelReplace replace -> check(replace.inner());
            case Expr.BinaryOperation operation -> {
                check(operation.left());
                check(operation.right());
            }
        }
    }

    private static void selects(List<Matcher> matchers) {
        boolean narrow = matchers.stream().anyMatch(m -> !m.matches(""));
        if (!narrow) {
            throw LogQlException.parse(TOO_WIDE);
        }
    }
}
