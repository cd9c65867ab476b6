package dev.plumbline.embedded.loki.logql;

import dev.plumbline.embedded.gotemplate.GoDuration;
import dev.plumbline.embedded.gotemplate.GoStrings;
import java.util.ArrayList;
import java.util.List;

/** Writes expressions as Loki writes them: on one line, with every name and string spelled out. */
public final class Printer {
    private Printer() {}

    static String lineFilters(List<Stage.LineFilter> filters) {
        return String.join(" ", filters.stream().map(Printer::lineFilter).toList());
    }

    private static String lineFilter(Stage.LineFilter filter) {
        List<String> operands = filter.operands().stream()
                .map(o -> o.ip() ? "ip(" + GoStrings.quote(o.text()) + ")" : GoStrings.quote(o.text()))
                .toList();
        // alternatives of a negative filter are conditions of their own
        String joint = filter.match().positive() ? " or " : " " + filter.match() + " ";
        return filter.match() + " " + String.join(joint, operands);
    }

    static String stage(Stage stage) {
        return switch (stage) {
            case Stage.LineFilter filter -> lineFilter(filter);
            case Stage.Logfmt s ->
                "| logfmt" + (s.strict() ? " --strict" : "") + (s.keepEmpty() ? " --keep-empty" : "");
            case Stage.LogfmtFields s ->
                "| logfmt " + (s.strict() ? "--strict " : "") + (s.keepEmpty() ? "--keep-empty " : "")
                        + extractions(s.fields());
            case Stage.Json s -> "| json";
            case Stage.JsonFields s -> "| json " + extractions(s.fields());
            case Stage.Regexp s -> "| regexp " + GoStrings.quote(s.regex());
            case Stage.Pattern s -> "| pattern " + GoStrings.quote(s.text());
            case Stage.Unpack s -> "| unpack";
            case Stage.Filter s -> "| " + s.filter();
            case Stage.LineFormat s -> "| line_format " + GoStrings.quote(s.template());
            case Stage.LabelFormat s ->
                "| label_format "
                        + String.join(
                                ",",
                                s.formats().stream()
                                        .map(f ->
                                                f.label() + "=" + (f.rename() ? f.value() : GoStrings.quote(f.value())))
                                        .toList());
            case Stage.Decolorize s -> "| decolorize";
            case Stage.Drop s -> "| drop " + named(s.labels());
            case Stage.Keep s -> "| keep " + named(s.labels());
        };
    }

    private static String extractions(List<Stage.Extraction> fields) {
        return String.join(
                ",",
                fields.stream()
                        .map(f -> f.label() + "=" + GoStrings.quote(f.expression()))
                        .toList());
    }

    private static String named(List<Stage.Named> labels) {
        return String.join(
                ",",
                labels.stream()
                        .map(l -> l.matcher().map(Matcher::toString).orElse(l.name()))
                        .toList());
    }

    static String selector(List<Matcher> matchers) {
        return "{" + String.join(", ", matchers.stream().map(Matcher::toString).toList()) + "}";
    }

    static String log(Expr.LogSelector selector) {
        List<String> parts = new ArrayList<>(List.of(selector(selector.matchers())));
        selector.stages().forEach(s -> parts.add(stage(s)));
        return String.join(" ", parts);
    }

    static String unwrap(Expr.Unwrap unwrap) {
        String label =
                unwrap.conversion().isEmpty() ? unwrap.label() : unwrap.conversion() + "(" + unwrap.label() + ")";
        StringBuilder out = new StringBuilder(" | unwrap " + label);
        unwrap.filters().forEach(f -> out.append(" | ").append(f));
        return out.toString();
    }

    static String range(Expr.LogRange range) {
        return log(range.selector())
                + range.unwrap().map(Printer::unwrap).orElse("")
                + "[" + GoDuration.formatPrometheus(range.interval()) + "]"
                + (range.offset() == 0 ? "" : " offset " + GoDuration.format(range.offset()));
    }

    static String grouping(Expr.Grouping grouping) {
        return (grouping.without() ? " without " : " by ") + "(" + String.join(",", grouping.labels()) + ")";
    }

    /** Writes a query on one line. */
    public static String print(Expr expr) {
        return switch (expr) {
            case Expr.LogSelector selector -> log(selector);
            case Expr.Variants v -> "variants";
            case Expr.RangeAggregation e ->
                e.operation() + "("
                        + e.parameter().map(p -> GoStrings.plain(p) + ",").orElse("") + range(e.range()) + ")"
                        + e.grouping().map(Printer::grouping).orElse("");
            case Expr.VectorAggregation e ->
                e.operation() + (e.grouping().single() ? "" : grouping(e.grouping())) + "("
                        + (e.parameter() == 0 ? "" : e.parameter() + ",") + print(e.inner()) + ")";
            case Expr.BinaryOperation e ->
                "(" + print(e.left()) + " " + e.operator() + matching(e.matching()) + " " + print(e.right()) + ")";
            case Expr.Literal e -> GoStrings.formatFloat(e.value());
            case Expr.VectorLiteral e -> String.format(java.util.Locale.ROOT, "vector(%f)", e.value());
            case Expr.LabelReplace e ->
                "label_replace(" + print(e.inner()) + "," + GoStrings.quote(e.target()) + ","
                        + GoStrings.quote(e.replacement()) + "," + GoStrings.quote(e.source()) + ","
                        + GoStrings.quote(e.regex()) + ")";
            case Expr.Invalid e -> "";
        };
    }

    static String matching(Expr.Matching m) {
        String out = m.bool() ? " bool" : "";
        if (!m.on() && m.labels().isEmpty()) {
            return out;
        }
        String group = switch (m.cardinality()) {
            case ONE_TO_ONE -> "";
            case MANY_TO_ONE -> "group_left";
            case ONE_TO_MANY -> "group_right";
        };
        String include = m.include().map(i -> " (" + String.join(",", i) + ")").orElse("");
        return out + (m.on() ? " on" : " ignoring") + " (" + String.join(",", m.names()) + ") " + group + include;
    }
}
