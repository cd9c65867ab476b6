package dev.plumbline.collector.template;

import dev.plumbline.collector.golang.GoNumber;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.BinaryOperator;
import java.util.function.LongBinaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Sprig's functions on numbers, which take anything that can be read as one. */
final class SprigNumbers {
    private static final Pattern DECIMAL = Pattern.compile("([-+]?\\d*)(\\.\\d*)?");
    private static final int MOST = 1_000_000;
    private static final int DIVISION_DIGITS = 16;

    private SprigNumbers() {}

    static void addTo(Map<String, Function> all) {
        Functions.add(all, "atoi", "s", c -> atoi(c.text(0)));
        Functions.add(all, "int64", "a", c -> new Int64(whole(c.value(0))));
        Functions.add(all, "int", "a", c -> whole(c.value(0)));
        Functions.add(all, "float64", "a", c -> decimal(c.value(0)));
        Functions.add(all, "toDecimal", "a", c -> new Int64(octal(c.value(0))));
        Functions.add(all, "add1", "a", c -> new Int64(whole(c.value(0)) + 1));
        Functions.variadic(all, "add", "a", c -> folded(0, c.arguments(), Long::sum));
        Functions.add(all, "sub", "aa", c -> new Int64(whole(c.value(0)) - whole(c.value(1))));
        Functions.add(all, "div", "aa", c -> new Int64(whole(c.value(0)) / divisor(c.value(1))));
        Functions.add(all, "mod", "aa", c -> new Int64(whole(c.value(0)) % divisor(c.value(1))));
        Functions.variadic(all, "mul", "aa", c -> folded(whole(c.value(0)), c.from(1), (a, b) -> a * b));
        Functions.variadic(all, "max", "aa", c -> folded(whole(c.value(0)), c.from(1), Math::max));
        Functions.variadic(all, "biggest", "aa", c -> folded(whole(c.value(0)), c.from(1), Math::max));
        Functions.variadic(all, "min", "aa", c -> folded(whole(c.value(0)), c.from(1), Math::min));
        Functions.variadic(all, "maxf", "aa", c -> extreme(c.arguments(), 1));
        Functions.variadic(all, "minf", "aa", c -> extreme(c.arguments(), -1));
        Functions.add(all, "add1f", "a", c -> exact(1, c.arguments(), BigDecimal::add));
        Functions.variadic(all, "addf", "a", c -> exact(0, c.arguments(), BigDecimal::add));
        Functions.variadic(all, "subf", "aa", c -> exact(decimal(c.value(0)), c.from(1), BigDecimal::subtract));
        Functions.variadic(all, "mulf", "aa", c -> exact(decimal(c.value(0)), c.from(1), BigDecimal::multiply));
        Functions.variadic(all, "divf", "aa", SprigNumbers::divided);
        Functions.add(all, "ceil", "a", c -> Math.ceil(decimal(c.value(0))));
        Functions.add(all, "floor", "a", c -> Math.floor(decimal(c.value(0))));
        Functions.variadic(all, "round", "aif", SprigNumbers::round);
        Functions.add(all, "until", "i", c -> steps(0, c.whole(0), c.whole(0) < 0 ? -1 : 1));
        Functions.add(all, "untilStep", "iii", c -> steps(c.whole(0), c.whole(1), c.whole(2)));
        Functions.variadic(all, "seq", "i", SprigNumbers::sequence);
    }

    private static long atoi(String text) {
        try {
            return Long.parseLong(text);
        } catch (NumberFormatException e) {
            return 0;
        }
    }

    /** Reads a whole number; a string loses its fraction, what is none is zero. */
    static long whole(Object value) {
        return switch (value) {
            case Long number -> number;
            case Int64 number -> number.value();
            case Double number -> number.longValue();
            case Boolean bool -> bool ? 1 : 0;
            case String text -> {
                Matcher matcher = DECIMAL.matcher(text);
                boolean fraction = text.contains(".") && matcher.matches();
                String digits = fraction ? matcher.group(1) : text;
                yield NumberConstant.whole(digits.replace("_", "")).orElse(0L);
            }
            default -> 0;
        };
    }

    static double decimal(Object value) {
        return switch (value) {
            case Double number -> number;
            case String text -> GoNumber.parse(text).orElse(0.0);
            default -> whole(value);
        };
    }

    private static long divisor(Object value) throws TemplateException {
        long divisor = whole(value);
        if (divisor == 0) {
            throw new TemplateException("integer divide by zero");
        }
        return divisor;
    }

    private static long octal(Object value) {
        try {
            return Long.parseLong(SprigText.string(value), 8);
        } catch (NumberFormatException e) {
            return 0;
        }
    }

    private static Object folded(long start, List<Object> values, LongBinaryOperator operator) {
        long result = start;
        for (Object value : values) {
            result = operator.applyAsLong(result, whole(value));
        }
        return new Int64(result);
    }

    private static Object extreme(List<Object> values, int sign) {
        double result = decimal(values.getFirst());
        for (Object value : values) {
            double other = decimal(value);
            result = sign > 0 ? Math.max(result, other) : Math.min(result, other);
        }
        return result;
    }

    private static Object exact(double start, List<Object> values, BinaryOperator<BigDecimal> operator)
            throws TemplateException {
        BigDecimal result = big(start);
        for (Object value : values) {
            result = operator.apply(result, big(decimal(value)));
        }
        return result.doubleValue();
    }

    private static BigDecimal big(double value) throws TemplateException {
        if (!Double.isFinite(value)) {
            throw new TemplateException("cannot create a Decimal from " + GoNumber.plain(value));
        }
        return new BigDecimal(Double.toString(value));
    }

    private static Object divided(Call call) throws TemplateException {
        BigDecimal result = big(decimal(call.value(0)));
        for (Object value : call.from(1)) {
            BigDecimal divisor = big(decimal(value));
            if (divisor.signum() == 0) {
                throw new TemplateException("decimal division by 0");
            }
            result = result.divide(divisor, DIVISION_DIGITS, RoundingMode.HALF_UP);
        }
        return result.doubleValue();
    }

    private static Object round(Call call) throws TemplateException {
        double border = call.size() > 2 && call.value(2) instanceof Double d ? d : 0.5;
        double power = Math.pow(10, (double) call.whole(1));
        double shifted = power * decimal(call.value(0));
        double fraction = shifted - (shifted < 0 ? Math.ceil(shifted) : Math.floor(shifted));
        return (fraction >= border ? Math.ceil(shifted) : Math.floor(shifted)) / power;
    }

    private static List<Object> steps(long start, long stop, long step) throws TemplateException {
        List<Object> steps = new ArrayList<>();
        if (stop < start ? step >= 0 : step <= 0) {
            return steps;
        }
        for (long i = start; stop < start ? i > stop : i < stop; i += step) {
            if (steps.size() == MOST) {
                throw new TemplateException("more than " + MOST + " steps");
            }
            steps.add(i);
        }
        return steps;
    }

    private static Object sequence(Call call) throws TemplateException {
        if (call.size() == 0 || call.size() > 3) {
            return "";
        }
        long start = call.size() == 1 ? 1 : call.whole(0);
        long end = call.whole(call.size() - 1);
        boolean down = end < start;
        if (call.size() == 3 && down && call.whole(1) > 0) {
            return "";
        }
        long step = call.size() == 3 ? call.whole(1) : down ? -1 : 1;
        List<String> texts = new ArrayList<>();
        for (Object number : steps(start, end + (down ? -1 : 1), step)) {
            texts.add(Values.plain(number));
        }
        return String.join(" ", texts);
    }
}
