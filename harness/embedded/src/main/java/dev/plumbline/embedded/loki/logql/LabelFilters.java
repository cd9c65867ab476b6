package dev.plumbline.embedded.loki.logql;

import dev.plumbline.embedded.gotemplate.GoDuration;
import dev.plumbline.embedded.gotemplate.GoStrings;
import java.util.Optional;
import java.util.function.ToIntFunction;

/** Tests conditions on labels. What cannot be converted passes, with an error label. */
final class LabelFilters {
    private static final String ERROR = "LabelFilterErr";

    private LabelFilters() {}

    static boolean test(LabelFilter filter, LabelsBuilder labels) {
        return switch (filter) {
            case LabelFilter.Both both -> both(both, labels);
            case LabelFilter.Text text ->
                switch (text.matcher().type()) {
                    case REGEXP ->
                        matchesAll(text.matcher())
                                || text.matcher()
                                        .matches(labels.text(text.matcher().name()));
                    case NOT_REGEXP ->
                        !matchesAll(text.matcher())
                                && text.matcher()
                                        .matches(labels.text(text.matcher().name()));
                    case EQUAL, NOT_EQUAL ->
                        text.matcher().matches(labels.text(text.matcher().name()));
                };
            case LabelFilter.Numeric number ->
                converted(labels, number.name(), number.operator(), v -> compare(GoStrings.parseFloat(v), number));
            case LabelFilter.Duration duration ->
                converted(
                        labels,
                        duration.name(),
                        duration.operator(),
                        v -> Long.compare(GoDuration.parse(v), duration.value()));
            case LabelFilter.Bytes bytes ->
                converted(
                        labels,
                        bytes.name(),
                        bytes.operator(),
                        v -> Long.compareUnsigned(Units.bytes(v), bytes.value()));
            case LabelFilter.Address address -> address(address, labels);
        };
    }

    /** An empty expression is no condition to Loki, whatever the value. */
    private static boolean matchesAll(Matcher matcher) {
        return matcher.value().isEmpty();
    }

    private static boolean both(LabelFilter.Both both, LabelsBuilder labels) {
        boolean left = test(both.left(), labels);
        if (!both.and() && left) {
            return true;
        }
        boolean right = test(both.right(), labels);
        return both.and() ? left && right : right;
    }

    /** Not comparable, as a number that is none, is told by a value apart from -1, 0 and 1. */
    private static int compare(double value, LabelFilter.Numeric number) {
        return Double.isNaN(value) || Double.isNaN(number.value())
                ? Integer.MIN_VALUE
                : value < number.value() ? -1 : value > number.value() ? 1 : 0;
    }

    private static boolean converted(
            LabelsBuilder labels, String name, String operator, ToIntFunction<String> comparison) {
        Optional<String> value = labels.get(name);
        if (value.isEmpty()) {
            return false;
        }
        try {
            return holds(operator, comparison.applyAsInt(value.get()));
        } catch (NumberFormatException e) {
            labels.failOnce(ERROR, String.valueOf(e.getMessage()));
            return true;
        }
    }

    private static boolean holds(String operator, int order) {
        if (order == Integer.MIN_VALUE) {
            return operator.equals("!=");
        }
        return switch (operator) {
            case "==" -> order == 0;
            case "!=" -> order != 0;
            case ">" -> order > 0;
            case ">=" -> order >= 0;
            case "<" -> order < 0;
            case "<=" -> order <= 0;
            default -> throw new IllegalArgumentException("no comparison: " + operator);
        };
    }

    private static boolean address(LabelFilter.Address filter, LabelsBuilder labels) {
        if (labels.failed()) {
            return true;
        }
        Optional<String> value = labels.get(filter.name());
        return value.isPresent() && AddressMatcher.of(filter.pattern()).foundIn(value.get()) != filter.not();
    }
}
