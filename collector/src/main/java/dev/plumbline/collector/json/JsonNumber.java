package dev.plumbline.collector.json;

import java.util.function.IntConsumer;

/** One number of a JSON text. */
final class JsonNumber {
    private final String text;
    private final int start;
    private final IntConsumer end;

    JsonNumber(String text, int start, IntConsumer end) {
        this.text = text;
        this.start = start;
        this.end = end;
    }

    double read() throws JsonException {
        int i = start;
        while (i < text.length() && "+-.eE0123456789".indexOf(text.charAt(i)) >= 0) {
            i++;
        }
        end.accept(i);
        String number = text.substring(start, i);
        check(number.startsWith("-") ? number.substring(1) : number);
        double value = parsed(number);
        if (Double.isInfinite(value)) {
            throw new JsonException("number out of range");
        }
        return value;
    }

    private static double parsed(String number) throws JsonException {
        try {
            return Double.parseDouble(number);
        } catch (NumberFormatException e) {
            throw new JsonException("expected a number, found " + number);
        }
    }

    private static void check(String digits) throws JsonException {
        int dot = digits.indexOf('.');
        boolean leadingZero = digits.length() > 1 && digits.charAt(0) == '0' && isDigit(digits.charAt(1));
        boolean bareDot = dot >= 0 && (dot == digits.length() - 1 || !isDigit(digits.charAt(dot + 1)));
        if (digits.isEmpty() || !isDigit(digits.charAt(0)) || leadingZero || bareDot) {
            throw new JsonException("expected a number, found " + digits);
        }
    }

    private static boolean isDigit(char c) {
        return c >= '0' && c <= '9';
    }
}
