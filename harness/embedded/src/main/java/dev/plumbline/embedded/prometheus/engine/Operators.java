package dev.plumbline.embedded.prometheus.engine;

import dev.plumbline.embedded.prometheus.promql.Expr;
import dev.plumbline.embedded.prometheus.promql.Tok;
import java.util.ArrayList;
import java.util.List;

/** Binary operators on numbers, and between a vector and a scalar. */
final class Operators {
    private Operators() {}

    /** Calculates; comparisons give 0 or 1. */
    static double scalar(Tok op, double a, double b) {
        if (op.isComparison()) {
            return holds(op, a, b) ? 1 : 0;
        }
        return arithmetic(op, a, b);
    }

    private static double arithmetic(Tok op, double a, double b) {
        return switch (op) {
            case ADD -> a + b;
            case SUB -> a - b;
            case MUL -> a * b;
            case DIV -> a / b;
            case MOD -> a % b;
            case POW -> GoMath.pow(a, b);
            case ATAN2 -> Math.atan2(a, b);
            default -> throw new EngineException("not supported by the stand-in: operator " + op.text());
        };
    }

    static boolean holds(Tok op, double a, double b) {
        return switch (op) {
            case EQLC -> a == b;
            case NEQ -> a != b;
            case GTR -> a > b;
            case LSS -> a < b;
            case GTE -> a >= b;
            default -> a <= b;
        };
    }

    /** Calculates between two elements of vectors; a comparison's value is that of the left one. */
    static double element(Tok op, double a, double b) {
        return op.isComparison() ? a : arithmetic(op, a, b);
    }

    static boolean keeps(Tok op, double a, double b) {
        return !op.isComparison() || holds(op, a, b);
    }

    static List<Point> withScalar(Expr.Binary b, List<Point> vector, double scalar, boolean swapped) {
        List<Point> out = new ArrayList<>();
        boolean drop = b.bool() || !b.op().isComparison();
        for (Point p : vector) {
            double left = swapped ? scalar : p.value();
            double right = swapped ? p.value() : scalar;
            boolean keep = keeps(b.op(), left, right);
            double value = b.bool() ? (keep ? 1 : 0) : b.op().isComparison() ? p.value() : element(b.op(), left, right);
            if (keep || b.bool()) {
                out.add(new Point(drop ? p.metric().dropName() : p.metric(), value, p.time(), p.row()));
            }
        }
        return out;
    }
}
