package dev.plumbline.embedded.prometheus.engine;

/** Functions where Go and Java differ in special cases, or Java has none. */
final class GoMath {
    private static final double LARGE = 0x1p28;
    private static final double LN2 = Math.log(2);

    private GoMath() {}

    static double pow(double a, double b) {
        if (a == 1 || a == -1 && Double.isInfinite(b)) {
            return 1;
        }
        return Math.pow(a, b);
    }

    static double max(double a, double b) {
        return a == Double.POSITIVE_INFINITY || b == Double.POSITIVE_INFINITY
                ? Double.POSITIVE_INFINITY
                : Math.max(a, b);
    }

    static double min(double a, double b) {
        return a == Double.NEGATIVE_INFINITY || b == Double.NEGATIVE_INFINITY
                ? Double.NEGATIVE_INFINITY
                : Math.min(a, b);
    }

    /** Calculates as Go's assembler does, which takes numbers below the normal ones for 2^-1022 and a fraction. */
    static double log(double v) {
        if (v <= 0 || v >= Double.MIN_NORMAL || Double.isNaN(v)) {
            return Math.log(v);
        }
        long half = Double.doubleToRawLongBits(0.5);
        return Math.log(Double.longBitsToDouble(Double.doubleToRawLongBits(v) | half)) - 1022 * LN2;
    }

    static double log2(double v) {
        if (v <= 0 || !Double.isFinite(v)) {
            return Math.log(v);
        }
        int exponent = Math.getExponent(v) + 1;
        double fraction = v / Math.scalb(1.0, exponent);
        return fraction == 0.5 ? exponent - 1 : exponent + Math.log(fraction) / LN2;
    }

    static double asinh(double v) {
        double x = Math.abs(v);
        double y = Double.isInfinite(x) || x > LARGE
                ? Math.log(x) + LN2
                : Math.log1p(x + x * x / (1 + Math.sqrt(x * x + 1)));
        return Math.copySign(y, v);
    }

    static double acosh(double v) {
        if (v < 1) {
            return Double.NaN;
        }
        double t = v - 1;
        return v > LARGE ? Math.log(v) + LN2 : Math.log1p(t + Math.sqrt(2 * t + t * t));
    }

    static double atanh(double v) {
        return Math.copySign(0.5 * Math.log1p(2 * Math.abs(v) / (1 - Math.abs(v))), v);
    }
}
