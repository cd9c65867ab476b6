package dev.plumbline.embedded.prometheus.promql;

import dev.plumbline.embedded.prometheus.model.Durations;
import dev.plumbline.embedded.prometheus.model.GoText;
import dev.plumbline.embedded.prometheus.model.Labels;
import dev.plumbline.embedded.prometheus.model.Matcher;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** Writes expressions as Prometheus normalizes them. */
public final class Printer {
    private Printer() {}

    /** Writes an expression in one line. */
    public static String print(Expr expr) {
        return switch (expr) {
            case Expr.Aggregate a ->
                operation(a) + "(" + a.param().map(p -> print(p) + ", ").orElse("") + print(a.expr()) + ")";
            case Expr.Binary b -> print(b.lhs()) + " " + operator(b) + " " + print(b.rhs());
            case Expr.Call c -> c.function().name() + "(" + arguments(c.args()) + ")";
            case Expr.Matrix m -> matrix(m);
            case Expr.Subquery s -> print(s.expr()) + suffix(s);
            case Expr.Selector s -> selector(s) + at(s.at()) + offset(s.offset());
            case Expr.Literal n -> number(n);
            case Expr.Text t -> GoText.quote(t.value());
            case Expr.Paren p -> "(" + print(p.expr()) + ")";
            case Expr.Unary u -> u.op().text() + print(u.expr());
            case Expr.StepInvariant s -> print(s.expr());
        };
    }

    private static String arguments(List<Expr> args) {
        return args.stream().map(Printer::print).collect(Collectors.joining(", "));
    }

    static String operation(Expr.Aggregate a) {
        if (a.without()) {
            return a.op().text() + " without (" + labels(a.grouping()) + ") ";
        }
        return a.grouping().isEmpty() ? a.op().text() : a.op().text() + " by (" + labels(a.grouping()) + ") ";
    }

    private static String labels(List<String> names) {
        return names.stream()
                .map(n -> GoText.isLabelName(n) ? n : GoText.quote(n))
                .collect(Collectors.joining(", "));
    }

    static String operator(Expr.Binary b) {
        return b.op().text()
                + (b.bool() ? " bool" : "")
                + b.matching().map(Printer::matching).orElse("");
    }

    private static String matching(Matching m) {
        boolean grouped = m.card() == Matching.Card.MANY_TO_ONE || m.card() == Matching.Card.ONE_TO_MANY;
        StringBuilder b = new StringBuilder();
        if (!m.labels().isEmpty() || m.on() || grouped) {
            b.append(m.on() ? " on (" : " ignoring (")
                    .append(labels(m.labels()))
                    .append(')');
        }
        if (grouped) {
            b.append(m.card() == Matching.Card.MANY_TO_ONE ? " group_left (" : " group_right (")
                    .append(labels(m.include()))
                    .append(')');
        }
        return b.toString();
    }

    private static String matrix(Expr.Matrix m) {
        Expr.Selector s = m.selector();
        return selector(s) + "[" + span(m.length()) + "]" + at(s.at()) + offset(s.offset());
    }

    static String suffix(Expr.Subquery s) {
        return "[" + span(s.length()) + ":" + (s.step().isSet() ? span(s.step()) : "") + "]" + at(s.at())
                + offset(s.offset());
    }

    private static String selector(Expr.Selector s) {
        String inner = s.matchers().stream()
                .filter(m -> !(m.name().equals(Labels.NAME)
                        && m.type() == Matcher.Type.EQUAL
                        && m.value().equals(s.name())
                        && !m.value().isEmpty()))
                .map(Matcher::toString)
                .sorted()
                .collect(Collectors.joining(","));
        return s.name() + (inner.isEmpty() ? "" : "{" + inner + "}");
    }

    private static String at(Expr.At at) {
        return at.startOrEnd()
                .map(word -> " @ " + word.text() + "()")
                .or(() -> at.timestamp().map(t -> String.format(Locale.ROOT, " @ %.3f", t / 1000.0)))
                .orElse("");
    }

    private static String offset(Span offset) {
        return offset.isSet() ? " offset " + span(offset) : "";
    }

    private static String span(Span span) {
        return span.expr().map(Printer::time).orElseGet(() -> Durations.format(span.millis()));
    }

    private static String time(TimeExpr expr) {
        return switch (expr) {
            case TimeExpr.Constant n -> number(n.literal());
            case TimeExpr.Operation o -> o.wrapped() ? "(" + operation(o) + ")" : operation(o);
        };
    }

    private static String operation(TimeExpr.Operation o) {
        String lhs = o.lhs().map(Printer::time).orElse("");
        String rhs = o.rhs().map(Printer::time).orElse("");
        return switch (o.op()) {
            case STEP, RANGE -> o.op().text() + "()";
            case MIN_OF, MAX_OF -> o.op().text() + "(" + lhs + ", " + rhs + ")";
            default -> {
                if (!lhs.isEmpty()) {
                    yield lhs + " " + o.op().text() + " " + rhs;
                }
                yield o.op() == Tok.SUB ? "-" + rhs : rhs;
            }
        };
    }

    private static String number(Expr.Literal n) {
        return n.duration() ? Durations.format((long) (n.value() * 1000)) : GoText.plain(n.value());
    }
}
