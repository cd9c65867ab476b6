package dev.plumbline.embedded.otelcollector;

import java.math.BigDecimal;

/** Numbers and label values as Prometheus' text formats write them. */
final class PromText {
    private PromText() {}

    /** Writes a number as the text format does: with an exponent from 1e6 on and below 1e-4. */
    static String number(double value) {
        return value == 0 ? "0" : number(value, -4, 6);
    }

    private static String number(double value, int lowest, int highest) {
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
        if (exponent >= lowest && exponent < highest) {
            return decimal.toPlainString();
        }
        String digits = decimal.unscaledValue().abs().toString();
        String mantissa = digits.length() == 1 ? digits : digits.charAt(0) + "." + digits.substring(1);
        int size = Math.abs(exponent);
        return (value < 0 ? "-" : "") + mantissa + "e" + (exponent < 0 ? "-" : "+") + (size < 10 ? "0" : "") + size;
    }

    /** Writes a number for OpenMetrics, where whole numbers carry {@code .0}. */
    static String openMetrics(double value) {
        String text = number(value);
        return text.matches("-?\\d+") ? text + ".0" : text;
    }

    /** Writes an attribute's number as JSON does: with an exponent from 1e21 on and below 1e-6. */
    static String attribute(double value) {
        return number(value, -6, 21).replaceFirst("e-0(\\d)$", "e-$1");
    }

    static String escaped(String value) {
        return value.replace("\\", "\\\\").replace("\n", "\\n").replace("\"", "\\\"");
    }
}
