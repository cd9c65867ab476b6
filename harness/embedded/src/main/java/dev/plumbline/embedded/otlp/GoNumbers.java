package dev.plumbline.embedded.otlp;

import java.math.BigInteger;
import java.util.Optional;

/** Reads numbers that are written as text, and words what is wrong with them, as Go does. */
final class GoNumbers {
    private static final String DECIMAL = "[+-]?(\\d+\\.?\\d*|\\.\\d+)([eE][+-]?\\d+)?";
    private static final String NAMED = "(?i)[+-]?(inf|infinity)|nan";

    private GoNumbers() {}

    static long parseInt(JsonReader in, String operation, String text, int bits) {
        BigInteger limit = BigInteger.ONE.shiftLeft(bits - 1);
        String problem = "strconv.ParseInt: parsing " + quoted(text) + ": ";
        if (!text.matches("[+-]?\\d+")) {
            throw in.error(operation, problem + "invalid syntax");
        }
        BigInteger value = new BigInteger(text);
        if (value.compareTo(limit) >= 0 || value.compareTo(limit.negate()) < 0) {
            throw in.error(operation, problem + "value out of range");
        }
        return value.longValue();
    }

    static long parseUint(JsonReader in, String operation, String text, int bits) {
        String problem = "strconv.ParseUint: parsing " + quoted(text) + ": ";
        if (!text.matches("\\d+")) {
            throw in.error(operation, problem + "invalid syntax");
        }
        BigInteger value = new BigInteger(text);
        if (value.bitLength() > bits) {
            throw in.error(operation, problem + "value out of range");
        }
        return value.longValue();
    }

    static double parseFloat(JsonReader in, String text) {
        double value = parseFloat(text)
                .orElseThrow(() ->
                        in.error("ReadUint64", String.valueOf(notFloat(text).getMessage())));
        if (Double.isInfinite(value) && !text.matches(NAMED)) {
            throw in.error("ReadUint64", "strconv.ParseFloat: parsing " + quoted(text) + ": value out of range");
        }
        return value;
    }

    static Optional<Double> parseFloat(String text) {
        if (text.matches(NAMED)) {
            double size = text.equalsIgnoreCase("nan") ? Double.NaN : Double.POSITIVE_INFINITY;
            return Optional.of(text.startsWith("-") ? -size : size);
        }
        return text.matches(DECIMAL) ? Optional.of(Double.parseDouble(text)) : Optional.empty();
    }

    static OtlpException notFloat(String text) {
        return new OtlpException("strconv.ParseFloat: parsing " + quoted(text) + ": invalid syntax");
    }

    private static String quoted(String text) {
        return "\"" + text.replace("\\", "\\\\").replace("\"", "\\\"") + "\"";
    }
}
