package dev.plumbline.embedded.tempo.traceql;

import java.math.BigDecimal;

/** Writes numbers and durations as Go does, for answers that carry them as text. */
public final class GoFormat {
    private static final long SECOND = 1_000_000_000L;

    private GoFormat() {}

    /** Writes a number in its shortest form, with an exponent below 1e-4 and from 1e21 on ({@code %g}). */
    public static String general(double value) {
        if (Double.isNaN(value)) {
            return "NaN";
        }
        if (Double.isInfinite(value)) {
            return value > 0 ? "+Inf" : "-Inf";
        }
        if (value == 0) {
            return 1 / value < 0 ? "-0" : "0";
        }
        BigDecimal decimal = new BigDecimal(Double.toString(value)).stripTrailingZeros();
        int exponent = decimal.precision() - decimal.scale() - 1;
        if (exponent >= -4 && exponent < 21) {
            return decimal.toPlainString();
        }
        String digits = decimal.unscaledValue().abs().toString();
        String mantissa = digits.length() == 1 ? digits : digits.charAt(0) + "." + digits.substring(1);
        String size = Math.abs(exponent) < 10 ? "0" + Math.abs(exponent) : Integer.toString(Math.abs(exponent));
        return (value < 0 ? "-" : "") + mantissa + "e" + (exponent < 0 ? "-" : "+") + size;
    }

    /** Writes nanoseconds as {@code 1h2m3.5s}, {@code 569.833333ms}, {@code 0s}. */
    public static String duration(long nanos) {
        if (nanos == 0) {
            return "0s";
        }
        String sign = nanos < 0 ? "-" : "";
        long abs = Math.abs(nanos);
        if (abs < SECOND && abs >= 0) {
            if (abs < 1000) {
                return sign + abs + "ns";
            }
            return sign + (abs < 1_000_000 ? scaled(abs, 3) + "µs" : scaled(abs, 6) + "ms");
        }
        BigDecimal total = new BigDecimal(Long.toUnsignedString(abs)).movePointLeft(9);
        long whole = total.longValue();
        BigDecimal seconds = total.subtract(BigDecimal.valueOf(whole)).add(BigDecimal.valueOf(whole % 60));
        String text = plain(seconds) + "s";
        if (whole >= 60) {
            text = whole / 60 % 60 + "m" + text;
        }
        return sign + (whole >= 3600 ? whole / 3600 + "h" : "") + text;
    }

    private static String scaled(long value, int digits) {
        return plain(BigDecimal.valueOf(value, digits));
    }

    private static String plain(BigDecimal value) {
        return value.signum() == 0 ? "0" : value.stripTrailingZeros().toPlainString();
    }
}
