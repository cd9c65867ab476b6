package dev.plumbline.embedded.otelcollector;

import java.math.BigDecimal;

/** Numbers and label values as Prometheus' text formats write them. */
final class PromText {
    private PromText() {}

    /** Writes a number in its shortest form. */
    static String number(double value) {
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
        int size = Math.abs(exponent);
        return (value < 0 ? "-" : "") + mantissa + "e" + (exponent < 0 ? "-" : "+") + (size < 10 ? "0" : "") + size;
    }

    /** Writes a number for OpenMetrics, where whole numbers carry {@code .0}. */
    static String openMetrics(double value) {
        String text = number(value);
        return text.matches("-?\\d+") ? text + ".0" : text;
    }

    /** Writes seconds for OpenMetrics, with an exponent from 1e6 on as Go does. */
    static String timestamp(long nanos) {
        BigDecimal seconds = BigDecimal.valueOf(nanos).movePointLeft(9).stripTrailingZeros();
        int exponent = seconds.precision() - seconds.scale() - 1;
        String digits = seconds.unscaledValue().toString();
        String mantissa = digits.length() == 1 ? digits + ".0" : digits.charAt(0) + "." + digits.substring(1);
        return mantissa + "e+" + (exponent < 10 ? "0" : "") + exponent;
    }

    static String escaped(String value) {
        return value.replace("\\", "\\\\").replace("\n", "\\n").replace("\"", "\\\"");
    }
}
