package dev.plumbline.embedded.loki.logql;

import dev.plumbline.embedded.gotemplate.GoDuration;
import dev.plumbline.embedded.gotemplate.GoStrings;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** Lays queries out as {@code format_query} does: on one line if it fits in 100 bytes, else a piece a line. */
public final class Prettier {
    private static final int WIDTH = 100;

    private Prettier() {}

    /** Lays a query out. */
    public static String format(Expr expr) {
        return format(expr, 0);
    }

    private static String indent(int level) {
        return "  ".repeat(level);
    }

    private static boolean fits(String text) {
        return text.getBytes(StandardCharsets.UTF_8).length <= WIDTH;
    }

    private static String format(Expr expr, int level) {
        String line = Printer.print(expr);
        boolean whole = fits(line);
        return switch (expr) {
            case Expr.LogSelector e -> log(e, level);
            case Expr.RangeAggregation e -> whole ? indent(level) + line : range(e, level);
            case Expr.VectorAggregation e -> whole ? indent(level) + line : vector(e, level);
            case Expr.BinaryOperation e ->
                whole
                        ? indent(level) + line
                        : format(e.left(), level + 1) + "\n" + indent(level) + e.operator() + matching(e.matching())
                                + "\n" + format(e.right(), level + 1);
            case Expr.LabelReplace e ->
                whole
                        ? indent(level) + line
                        : call(
                                "label_replace",
                                List.of(
                                        format(e.inner(), level + 1),
                                        quoted(e.target(), level),
                                        quoted(e.replacement(), level),
                                        quoted(e.source(), level),
                                        quoted(e.regex(), level)),
                                level);
            default -> indent(level) + line;
        };
    }

    private static String quoted(String text, int level) {
        return indent(level + 1) + GoStrings.quote(text);
    }

    private static String call(String name, List<String> arguments, int level) {
        return indent(level) + name + "(\n" + String.join(",\n", arguments) + "\n" + indent(level) + ")";
    }

    private static String log(Expr.LogSelector e, int level) {
        String line = Printer.log(e);
        if (fits(line) || e.stages().isEmpty()) {
            return indent(level) + line;
        }
        List<String> lines = new ArrayList<>();
        lines.add(indent(level) + Printer.selector(e.matchers()));
        for (Stage stage : e.stages()) {
            lines.add((stage instanceof Stage.Decolorize ? "" : indent(level + 1)) + Printer.stage(stage));
        }
        return String.join("\n", lines);
    }

    private static String range(Expr.RangeAggregation e, int level) {
        List<String> arguments = new ArrayList<>();
        e.parameter().ifPresent(p -> arguments.add(indent(level + 1) + GoStrings.formatFloat(p)));
        Expr.LogRange range = e.range();
        StringBuilder inner = new StringBuilder(log(range.selector(), level + 1));
        range.unwrap().ifPresent(u -> {
            String label = u.conversion().isEmpty() ? u.label() : u.conversion() + "(" + u.label() + ")";
            inner.append("\n").append(indent(level + 2)).append("| unwrap ").append(label);
            u.filters()
                    .forEach(f -> inner.append("\n")
                            .append(indent(level + 2))
                            .append("| ")
                            .append(f));
        });
        inner.append(" [").append(GoDuration.formatPrometheus(range.interval())).append("]");
        if (range.offset() != 0) {
            inner.append(" offset ").append(GoDuration.formatPrometheus(range.offset()));
        }
        arguments.add(inner.toString());
        return call(e.operation(), arguments, level)
                + e.grouping().map(Prettier::grouping).orElse("");
    }

    private static String vector(Expr.VectorAggregation e, int level) {
        List<String> arguments = new ArrayList<>();
        if (e.parameter() != 0) {
            arguments.add(indent(level + 1) + e.parameter());
        }
        arguments.add(format(e.inner(), level + 1));
        return call(e.operation() + grouping(e.grouping()), arguments, level);
    }

    private static String grouping(Expr.Grouping grouping) {
        String word = grouping.without() ? " without" : grouping.labels().isEmpty() ? "" : " by";
        return grouping.labels().isEmpty() ? word : word + " (" + String.join(", ", grouping.labels()) + ")";
    }

    private static String matching(Expr.Matching m) {
        String bool = m.bool() ? " bool" : "";
        if (m.names().isEmpty()) {
            return bool;
        }
        String group = switch (m.cardinality()) {
            case ONE_TO_ONE -> "";
            case MANY_TO_ONE -> "group_left";
            case ONE_TO_MANY -> "group_right";
        };
        String include = m.include().map(i -> " (" + String.join(", ", i) + ")").orElse("");
        return bool + (m.on() ? " on" : " ignoring") + " (" + String.join(", ", m.names()) + ") " + group + include;
    }
}
