package dev.plumbline.collector.golang;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;

/** Go's {@code strconv.FormatFloat} for 64 bits. */
public final class GoFloats {
    /** Precision that stands for as many digits as are needed to read the same number back. */
    static final int SHORTEST = -1;

    private GoFloats() {}

    /** Returns the shortest plain decimal that reads back the same, without exponent: verb f, precision -1. */
    public static String plain(double value) {
        return Double.isFinite(value) ? sign(value) + shortest(value).toPlainString() : special(value);
    }

    /** Returns the shortest decimal with an exponent that reads back the same: verb e, precision -1. */
    public static String scientific(double value) {
        return scientific(value, SHORTEST, false);
    }

    /** Returns verb e. */
    static String scientific(double value, int precision, boolean upper) {
        if (!Double.isFinite(value)) {
            return special(value);
        }
        BigDecimal digits = precision == SHORTEST ? shortest(value) : new BigDecimal(Math.abs(value));
        return sign(value) + scientific(digits, precision, upper);
    }

    /** Returns verb f with so many digits after the point. */
    static String fixed(double value, int precision) {
        if (!Double.isFinite(value)) {
            return special(value);
        }
        BigDecimal rounded = new BigDecimal(Math.abs(value)).setScale(precision, RoundingMode.HALF_EVEN);
        return sign(value) + rounded.toPlainString();
    }

    /**
     * Returns verb g.
     *
     * @param limit with {@link #SHORTEST}, the exponent from which on it is written with one
     */
    static String general(double value, int precision, int limit, boolean upper) {
        if (!Double.isFinite(value)) {
            return special(value);
        }
        int wanted = Math.max(precision, 1);
        BigDecimal digits = precision == SHORTEST
                ? shortest(value)
                : strip(new BigDecimal(Math.abs(value)).round(new MathContext(wanted, RoundingMode.HALF_EVEN)));
        int exponent = exponent(digits);
        int most = precision == SHORTEST ? limit : Math.max(wanted, digits.signum() == 0 ? 1 : 0);
        return sign(value)
                + (exponent < -4 || exponent >= most ? scientific(digits, SHORTEST, upper) : digits.toPlainString());
    }

    private static String scientific(BigDecimal value, int precision, boolean upper) {
        BigDecimal digits =
                precision == SHORTEST ? value : value.round(new MathContext(precision + 1, RoundingMode.HALF_EVEN));
        int exponent = exponent(digits);
        String unscaled = strip(digits).unscaledValue().toString();
        String fraction = unscaled.substring(1);
        String padded = fraction + "0".repeat(Math.max(0, precision - fraction.length()));
        return unscaled.charAt(0)
                + (padded.isEmpty() ? "" : "." + padded)
                + (upper ? "E" : "e")
                + (exponent < 0 ? "-" : "+")
                + String.format("%02d", Math.abs(exponent));
    }

    private static String special(double value) {
        return Double.isNaN(value) ? "NaN" : value > 0 ? "+Inf" : "-Inf";
    }

    private static String sign(double value) {
        return Double.doubleToRawLongBits(value) < 0 ? "-" : "";
    }

    private static BigDecimal shortest(double value) {
        return strip(new BigDecimal(Double.toString(Math.abs(value))));
    }

    private static BigDecimal strip(BigDecimal value) {
        return value.signum() == 0 ? BigDecimal.ZERO : value.stripTrailingZeros();
    }

    private static int exponent(BigDecimal value) {
        return value.signum() == 0 ? 0 : value.precision() - value.scale() - 1;
    }
}
