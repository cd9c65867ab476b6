package dev.plumbline.collector.template;

import dev.plumbline.collector.golang.GoNumber;
import java.math.BigInteger;
import java.util.Locale;
import java.util.Optional;

/** Numbers as they stand in templates. */
final class NumberConstant {
    private NumberConstant() {}

    static Optional<Node.Operand> of(String written) {
        String text = written.replace("_", "");
        Optional<Long> whole = whole(text);
        if (whole.isPresent()) {
            return Optional.of(new Node.Operand.Constant(whole.get(), true));
        }
        Optional<Double> number = GoNumber.parse(text);
        return number.map(value -> {
            boolean alsoInt = value == Math.rint(value) && Math.abs(value) < 9e18;
            return new Node.Operand.Constant(value, alsoInt);
        });
    }

    /** Reads an int in the notations of Go: 0x, 0o, 0b, and a leading 0 for octal. */
    static Optional<Long> whole(String text) {
        boolean negative = text.startsWith("-");
        String digits = (negative || text.startsWith("+") ? text.substring(1) : text).toLowerCase(Locale.ROOT);
        int radix = 10;
        if (digits.startsWith("0x")) {
            radix = 16;
        } else if (digits.startsWith("0b")) {
            radix = 2;
        } else if (digits.startsWith("0o")) {
            radix = 8;
        }
        digits = radix == 10 ? digits : digits.substring(2);
        if (radix == 10 && digits.length() > 1 && digits.startsWith("0")) {
            radix = 8;
        }
        try {
            if (digits.isEmpty() || Character.digit(digits.charAt(0), radix) < 0) {
                return Optional.empty();
            }
            BigInteger value = new BigInteger(digits, radix);
            return Optional.of((negative ? value.negate() : value).longValueExact());
        } catch (ArithmeticException | NumberFormatException e) {
            return Optional.empty();
        }
    }
}
