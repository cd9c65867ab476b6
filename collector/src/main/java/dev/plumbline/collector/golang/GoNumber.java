package dev.plumbline.collector.golang;

import java.math.BigDecimal;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Numbers as Go writes and reads them. */
public final class GoNumber {
    private static final Pattern SPECIAL = Pattern.compile("([-+]?)(nan|inf|infinity)", Pattern.CASE_INSENSITIVE);
    private static final String DIGITS = "\\d+(?:_\\d+)*";
    private static final Pattern DECIMAL = Pattern.compile(
            "[-+]?(?:" + DIGITS + "(?:\\.(?:" + DIGITS + ")?)?|\\." + DIGITS + ")(?:[eE][-+]?" + DIGITS + ")?");

    private GoNumber() {}

    /** Writes without an exponent, with as few digits as tell the number from its neighbours. */
    public static String plain(double value) {
        if (Double.isNaN(value)) {
            return "NaN";
        }
        if (Double.isInfinite(value)) {
            return value > 0 ? "+Inf" : "-Inf";
        }
        if (value == Math.rint(value) && Math.abs(value) < 1e15) {
            return value == 0 && 1 / value < 0 ? "-0" : Long.toString((long) value);
        }
        return new BigDecimal(Double.toString(value)).stripTrailingZeros().toPlainString();
    }

    /** Reads a number as Go's ParseFloat does for decimal notation, also with underscores between digits; empty where it would fail. */
    public static Optional<Double> parse(String text) {
        Matcher special = SPECIAL.matcher(text);
        if (special.matches()) {
            double value =
                    special.group(2).toLowerCase(Locale.ROOT).equals("nan") ? Double.NaN : Double.POSITIVE_INFINITY;
            return Optional.of("-".equals(special.group(1)) ? -value : value);
        }
        if (!DECIMAL.matcher(text).matches()) {
            return Optional.empty();
        }
        double value = Double.parseDouble(text.replace("_", ""));
        return Double.isInfinite(value) ? Optional.empty() : Optional.of(value);
    }

    /** Writes as JSON has it: with an exponent below 1e-6 and from 1e21 on. */
    public static String json(double value) {
        double size = Math.abs(value);
        return size != 0 && (size < 1e-6 || size >= 1e21) ? exponent(value) : plain(value);
    }

    /** Writes with an exponent of at least two digits, such as {@code 1e+21}. */
    public static String exponent(double value) {
        BigDecimal digits = new BigDecimal(Double.toString(value)).stripTrailingZeros();
        String unscaled = digits.unscaledValue().abs().toString();
        int exponent = unscaled.length() - 1 - digits.scale();
        String fraction = unscaled.length() > 1 ? "." + unscaled.substring(1) : "";
        String size = Math.abs(exponent) < 10 ? "0" + Math.abs(exponent) : Integer.toString(Math.abs(exponent));
        return (value < 0 ? "-" : "") + unscaled.charAt(0) + fraction + "e" + (exponent < 0 ? "-" : "+") + size;
    }
}
