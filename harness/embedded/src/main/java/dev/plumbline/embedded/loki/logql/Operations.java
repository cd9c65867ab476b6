package dev.plumbline.embedded.loki.logql;

import com.google.re2j.Pattern;
import dev.plumbline.embedded.gotemplate.GoStrings;
import dev.plumbline.embedded.loki.logql.Expr.Grouping;
import dev.plumbline.embedded.loki.logql.Expr.Literal;
import dev.plumbline.embedded.loki.logql.Expr.Matching;
import dev.plumbline.embedded.loki.logql.Expr.Metric;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;

/** Builds metric expressions, checking what the grammar does not. */
final class Operations {
    private static final Set<String> LOGICAL = Set.of("or", "and", "unless");
    private static final Set<String> GROUPABLE = Set.of(
            "avg_over_time",
            "stddev_over_time",
            "stdvar_over_time",
            "quantile_over_time",
            "max_over_time",
            "min_over_time",
            "first_over_time",
            "last_over_time");
    private static final Set<String> UNWRAPPED = Set.of(
            "avg_over_time",
            "sum_over_time",
            "max_over_time",
            "min_over_time",
            "stddev_over_time",
            "stdvar_over_time",
            "quantile_over_time",
            "rate",
            "rate_counter",
            "absent_over_time",
            "first_over_time",
            "last_over_time");
    private static final Set<String> COUNTING =
            Set.of("bytes_over_time", "bytes_rate", "count_over_time", "rate", "absent_over_time");

    private Operations() {}

    static boolean isComparison(String operator) {
        return Set.of("==", "!=", ">", ">=", "<", "<=").contains(operator);
    }

    static Metric literal(String text, boolean minus) {
        try {
            double value = GoStrings.parseFloat(text);
            return new Literal(minus ? -value : value);
        } catch (NumberFormatException e) {
            return invalid("unable to parse literal as a float: " + e.getMessage());
        }
    }

    private static Metric invalid(String why) {
        return new Expr.Invalid(LogQlException.parse(why));
    }

    static Metric range(
            String operation, Optional<String> parameter, Expr.LogRange range, Optional<Grouping> grouping) {
        boolean quantile = operation.equals("quantile_over_time");
        if (parameter.isPresent() && !quantile) {
            return invalid("parameter " + parameter.get() + " not supported for operation " + operation);
        }
        if (parameter.isEmpty() && quantile) {
            return invalid("parameter required for operation " + operation);
        }
        if (grouping.isPresent() && !GROUPABLE.contains(operation)) {
            return invalid("grouping not allowed for " + operation + " aggregation");
        }
        boolean unwrapped = range.unwrap().isPresent();
        if (unwrapped && !UNWRAPPED.contains(operation)) {
            return invalid("invalid aggregation " + operation + " with unwrap");
        }
        if (!unwrapped && !COUNTING.contains(operation)) {
            return invalid("invalid aggregation " + operation + " without unwrap");
        }
        try {
            return new Expr.RangeAggregation(operation, range, parameter.map(GoStrings::parseFloat), grouping);
        } catch (NumberFormatException e) {
            return invalid("invalid parameter for operation " + operation + ": " + e.getMessage());
        }
    }

    static Metric vector(String operation, Optional<String> parameter, Metric inner, Optional<Grouping> grouping) {
        boolean takes = Set.of("topk", "bottomk", "approx_topk").contains(operation);
        if (!takes) {
            return parameter
                    .map(p -> invalid("unsupported parameter for operation " + operation + "(" + p + ","))
                    .orElseGet(() -> new Expr.VectorAggregation(operation, inner, 0, grouping.orElse(Grouping.NONE)));
        }
        if (parameter.isEmpty()) {
            return invalid("parameter required for operation " + operation);
        }
        int count;
        try {
            count = Math.toIntExact(Math.min(Integer.MAX_VALUE, GoStrings.parseInt("Atoi", parameter.get())));
        } catch (NumberFormatException e) {
            return invalid("invalid parameter " + operation + "(" + parameter.get() + ",");
        }
        if (count <= 0) {
            return invalid("invalid parameter (must be greater than 0) " + operation + "(" + parameter.get());
        }
        if (operation.equals("approx_topk") && grouping.isPresent()) {
            return invalid("grouping not allowed for " + operation + " aggregation");
        }
        return new Expr.VectorAggregation(operation, inner, count, grouping.orElse(Grouping.NONE));
    }

    static Metric labelReplace(Metric inner, List<String> strings) {
        try {
            Pattern pattern = Regexps.compile(
                    "^(?:" + strings.get(3) + ")$",
                    why -> LogQlException.parse("invalid regex in label_replace: " + why));
            return new Expr.LabelReplace(
                    inner, strings.get(0), strings.get(1), strings.get(2), strings.get(3), pattern);
        } catch (LogQlException e) {
            return new Expr.Invalid(e);
        }
    }

    static Metric join(String operator, Matching matching, Expr left, Expr right) {
        if (!(left instanceof Metric l)) {
            return invalid(wrongType("left", operator, left));
        }
        if (!(right instanceof Metric r)) {
            return invalid(wrongType("right", operator, right));
        }
        if (LOGICAL.contains(operator)) {
            if (l instanceof Literal literal) {
                return invalid(wrongLiteral("left", operator, literal));
            }
            if (r instanceof Literal literal) {
                return invalid(wrongLiteral("right", operator, literal));
            }
        }
        if (l instanceof Literal a && r instanceof Literal b) {
            return new Literal(compute(operator, a.value(), b.value(), false).orElse(0));
        }
        return new Expr.BinaryOperation(operator, matching, l, r);
    }

    private static String wrongType(String side, String operator, Expr expr) {
        String type = expr instanceof Expr.Variants
                ? "*syntax.MultiVariantExpr"
                : expr instanceof Expr.LogSelector s && s.stages().isEmpty()
                        ? "*syntax.MatchersExpr"
                        : "*syntax.PipelineExpr";
        return "unexpected type for " + side + " leg of binary operation (" + operator + "): " + type;
    }

    private static String wrongLiteral(String side, String operator, Literal literal) {
        return "unexpected literal for " + side + " leg of logical/set binary operation (" + operator + "): "
                + String.format(Locale.ROOT, "%f", literal.value());
    }

    /**
     * Computes one operation on numbers.
     *
     * @param filter whether a comparison that does not hold yields nothing rather than 0
     */
    static OptionalDouble compute(String operator, double a, double b, boolean filter) {
        return switch (operator) {
            case "+" -> OptionalDouble.of(a + b);
            case "-" -> OptionalDouble.of(a - b);
            case "*" -> OptionalDouble.of(a * b);
            case "/" -> OptionalDouble.of(b == 0 ? Double.NaN : a / b);
            case "%" -> OptionalDouble.of(b == 0 ? Double.NaN : a % b);
            case "^" -> OptionalDouble.of(power(a, b));
            case "==" -> compared(a == b, filter);
            case "!=" -> compared(a != b, filter);
            case ">" -> compared(a > b, filter);
            case ">=" -> compared(a >= b, filter);
            case "<" -> compared(a < b, filter);
            case "<=" -> compared(a <= b, filter);
            default -> throw new IllegalArgumentException("no operation on numbers: " + operator);
        };
    }

    /** Go's power is 1 for a base of 1 whatever the exponent, and for -1 to an infinite one. */
    private static double power(double a, double b) {
        return a == 1 || a == -1 && Double.isInfinite(b) ? 1 : Math.pow(a, b);
    }

    private static OptionalDouble compared(boolean holds, boolean filter) {
        return holds ? OptionalDouble.of(1) : filter ? OptionalDouble.empty() : OptionalDouble.of(0);
    }
}
