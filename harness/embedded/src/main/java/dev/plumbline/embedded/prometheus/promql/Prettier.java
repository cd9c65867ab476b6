package dev.plumbline.embedded.prometheus.promql;

import java.util.List;
import java.util.stream.Collectors;

/** Writes expressions over several lines where one line would be too long. */
public final class Prettier {
    private static final int WIDTH = 100;

    private Prettier() {}

    /** Writes an expression as {@code /api/v1/format_query} does. */
    public static String format(Expr expr) {
        return format(expr, 0);
    }

    private static String format(Expr expr, int level) {
        String indent = "  ".repeat(level);
        String whole = Printer.print(expr);
        boolean split = whole.getBytes(java.nio.charset.StandardCharsets.UTF_8).length > WIDTH;
        return switch (expr) {
            case Expr.Unary u ->
                indent + u.op().text() + format(u.expr(), level).strip();
            case Expr.StepInvariant s -> format(s.expr(), level);
            case Expr.Subquery s -> split ? format(s.expr(), level) + Printer.suffix(s) : whole;
            default -> split ? split(expr, level, indent) : indent + whole;
        };
    }

    private static String split(Expr expr, int level, String indent) {
        return switch (expr) {
            case Expr.Aggregate a ->
                indent + Printer.operation(a) + "(\n"
                        + a.param().map(p -> format(p, level + 1) + ",\n").orElse("")
                        + format(a.expr(), level + 1) + "\n" + indent + ")";
            case Expr.Binary b ->
                format(b.lhs(), level + 1) + "\n" + indent + Printer.operator(b) + "\n" + format(b.rhs(), level + 1);
            case Expr.Call c ->
                indent + c.function().name() + "(\n" + arguments(c.args(), level + 1) + "\n" + indent + ")";
            case Expr.Paren p -> indent + "(\n" + format(p.expr(), level + 1) + "\n" + indent + ")";
            default -> indent + Printer.print(expr);
        };
    }

    private static String arguments(List<Expr> args, int level) {
        return args.stream().map(a -> format(a, level)).collect(Collectors.joining(",\n"));
    }
}
