package dev.plumbline.harness.client;

/** Reads numbers as Go writes them. */
final class GoNumbers {
    private GoNumbers() {}

    static double parse(String text) {
        return switch (text) {
            case "NaN" -> Double.NaN;
            case "+Inf", "Inf" -> Double.POSITIVE_INFINITY;
            case "-Inf" -> Double.NEGATIVE_INFINITY;
            default -> Double.parseDouble(text);
        };
    }
}
