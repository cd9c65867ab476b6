package dev.plumbline.collector.evaluation;

import dev.plumbline.collector.config.Value;
import dev.plumbline.collector.golang.GoFloats;

/** Arithmetic: whole numbers wrap at 64 bits; one fraction makes everything a fraction. */
final class Numbers {
    private Numbers() {}

    static boolean isNumber(Value value) {
        return value instanceof Value.Whole || value instanceof Value.Decimal;
    }

    static boolean bothWhole(Value a, Value b) {
        return a instanceof Value.Whole && b instanceof Value.Whole;
    }

    static long whole(Value value) {
        return value instanceof Value.Whole w ? w.value() : (long) decimal(value);
    }

    static double decimal(Value value) {
        return switch (value) {
            case Value.Whole w -> w.value();
            case Value.Decimal d -> d.value();
            default -> throw new IllegalArgumentException("not a number: " + Kinds.name(value));
        };
    }

    static Value negate(Value value) {
        return value instanceof Value.Whole w ? new Value.Whole(-w.value()) : new Value.Decimal(-decimal(value));
    }

    /** Returns the number as a string attribute takes it. */
    static String text(Value value) {
        return value instanceof Value.Whole w ? Long.toString(w.value()) : GoFloats.plain(decimal(value));
    }

    static boolean equal(Value a, Value b) {
        return bothWhole(a, b) ? whole(a) == whole(b) : decimal(a) == decimal(b);
    }

    /** Raises a whole number to a power; a negative power leaves it as it is, as in Alloy. */
    static long power(long base, long exponent) {
        if (exponent == 0 || base == 1) {
            return 1;
        }
        if (exponent < 0) {
            return base;
        }
        long result = 1;
        long factor = base;
        for (long left = exponent; left > 0; left >>= 1) {
            if ((left & 1) == 1) {
                result *= factor;
            }
            factor *= factor;
        }
        return result;
    }
}
