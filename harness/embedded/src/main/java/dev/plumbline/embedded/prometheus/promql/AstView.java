package dev.plumbline.embedded.prometheus.promql;

import dev.plumbline.embedded.prometheus.model.GoText;
import dev.plumbline.embedded.prometheus.model.Matcher;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Shows an expression's tree as {@code /api/v1/parse_query} does, in maps and lists ready for JSON. */
public final class AstView {
    private AstView() {}

    /** Returns the tree. */
    public static Map<String, @Nullable Object> of(Expr expr) {
        return switch (expr) {
            case Expr.Aggregate a ->
                node(
                        "aggregation",
                        "op",
                        a.op().text(),
                        "expr",
                        of(a.expr()),
                        "param",
                        a.param().map(AstView::of).orElse(null),
                        "grouping",
                        a.grouping(),
                        "without",
                        a.without());
            case Expr.Binary b ->
                node(
                        "binaryExpr",
                        "op",
                        b.op().text(),
                        "lhs",
                        of(b.lhs()),
                        "rhs",
                        of(b.rhs()),
                        "matching",
                        b.matching().map(AstView::matching).orElse(null),
                        "bool",
                        b.bool());
            case Expr.Call c ->
                node(
                        "call",
                        "func",
                        function(c.function()),
                        "args",
                        c.args().stream().map(AstView::of).toList());
            case Expr.Matrix m -> {
                Map<String, @Nullable Object> node = selector("matrixSelector", m.selector());
                node.put("range", m.length().millis());
                node.put("rangeExpr", time(m.length()));
                yield node;
            }
            case Expr.Selector s -> selector("vectorSelector", s);
            case Expr.Subquery s ->
                node(
                        "subquery",
                        "expr",
                        of(s.expr()),
                        "range",
                        s.length().millis(),
                        "rangeExpr",
                        time(s.length()),
                        "offset",
                        s.offset().millis(),
                        "offsetExpr",
                        time(s.offset()),
                        "step",
                        s.step().millis(),
                        "stepExpr",
                        time(s.step()),
                        "timestamp",
                        s.at().timestamp().orElse(null),
                        "startOrEnd",
                        word(s.at()));
            case Expr.Literal n -> node("numberLiteral", "val", GoText.plain(n.value()));
            case Expr.Text t -> node("stringLiteral", "val", t.value());
            case Expr.Paren p -> node("parenExpr", "expr", of(p.expr()));
            case Expr.Unary u -> node("unaryExpr", "op", u.op().text(), "expr", of(u.expr()));
            case Expr.StepInvariant s -> of(s.expr());
        };
    }

    private static Map<String, @Nullable Object> node(String type, @Nullable Object... namesAndValues) {
        Map<String, @Nullable Object> node = fields(namesAndValues);
        node.put("type", type);
        return node;
    }

    private static Map<String, @Nullable Object> fields(@Nullable Object... namesAndValues) {
        Map<String, @Nullable Object> fields = new LinkedHashMap<>();
        for (int i = 0; i < namesAndValues.length; i += 2) {
            fields.put(String.valueOf(namesAndValues[i]), namesAndValues[i + 1]);
        }
        return fields;
    }

    private static Map<String, @Nullable Object> selector(String type, Expr.Selector s) {
        return node(
                type,
                "name",
                s.name(),
                "offset",
                s.offset().millis(),
                "offsetExpr",
                time(s.offset()),
                "matchers",
                s.matchers().stream().map(AstView::matcher).toList(),
                "timestamp",
                s.at().timestamp().orElse(null),
                "startOrEnd",
                word(s.at()),
                "anchored",
                false,
                "smoothed",
                false);
    }

    private static @Nullable Object time(Span span) {
        return span.expr().map(AstView::time).orElse(null);
    }

    private static Map<String, @Nullable Object> time(TimeExpr expr) {
        return switch (expr) {
            case TimeExpr.Constant n ->
                node(
                        "numberLiteral",
                        "val",
                        GoText.plain(n.literal().value()),
                        "duration",
                        n.literal().duration());
            case TimeExpr.Operation o ->
                node(
                        "durationExpr",
                        "op",
                        o.op().text(),
                        "lhs",
                        o.lhs().map(AstView::time).orElse(null),
                        "rhs",
                        o.rhs().map(AstView::time).orElse(null),
                        "wrapped",
                        o.wrapped());
        };
    }

    private static Map<String, Object> matcher(Matcher m) {
        return Map.of("name", m.name(), "value", m.value(), "type", m.type().text());
    }

    private static Map<String, @Nullable Object> matching(Matching m) {
        return fields(
                "card", m.card().text(),
                "labels", m.labels(),
                "on", m.on(),
                "include", m.include(),
                "fillValues", fields("lhs", null, "rhs", null));
    }

    private static Map<String, Object> function(Function f) {
        List<String> types = f.arguments().stream().map(ValueType::text).toList();
        return Map.of(
                "name", f.name(),
                "argTypes", types,
                "variadic", f.variadic(),
                "returnType", f.result().text());
    }

    private static @Nullable String word(Expr.At at) {
        Optional<Tok> word = at.startOrEnd();
        return word.map(Tok::text).orElse(null);
    }
}
