package dev.plumbline.embedded.loki.logql;

import static dev.plumbline.embedded.gotemplate.Function.Kind.ANY;
import static dev.plumbline.embedded.gotemplate.Function.Kind.FLOAT;
import static dev.plumbline.embedded.gotemplate.Function.Kind.INT;

import dev.plumbline.embedded.gotemplate.Function;
import dev.plumbline.embedded.gotemplate.GoStrings;
import dev.plumbline.embedded.gotemplate.TemplateException;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BinaryOperator;
import java.util.function.DoubleBinaryOperator;
import java.util.function.LongBinaryOperator;

/** Template functions on numbers; whatever they are given is converted first, and is 0 if it cannot be. */
final class NumberFunctions {
    // digits that the decimal library keeps when it divides
    private static final int DIVISION_DIGITS = 16;

    private NumberFunctions() {}

    static Map<String, Function> all() {
        Map<String, Function> all = new HashMap<>();
        all.put("int", Function.of(a -> whole(a.getFirst()), ANY));
        all.put("float64", Function.of(a -> number(a.getFirst()), ANY));
        all.put("add", wholes(0, (x, y) -> x + y));
        all.put("mul", wholes(1, (x, y) -> x * y));
        all.put("sub", pair((x, y) -> x - y));
        all.put("div", pair((x, y) -> x / y));
        all.put("mod", pair((x, y) -> x % y));
        all.put("max", reduced((x, y) -> Math.max(x, y)));
        all.put("min", reduced((x, y) -> Math.min(x, y)));
        all.put("maxf", floats((x, y) -> Math.max(x, y)));
        all.put("minf", floats((x, y) -> Math.min(x, y)));
        all.put("addf", decimals(BigDecimal::add));
        all.put("subf", decimals(BigDecimal::subtract));
        all.put("mulf", decimals(BigDecimal::multiply));
        all.put("divf", Function.variadic(NumberFunctions::divide, ANY, ANY));
        all.put("ceil", Function.of(a -> Math.ceil(number(a.getFirst())), ANY));
        all.put("floor", Function.of(a -> Math.floor(number(a.getFirst())), ANY));
        all.put("round", Function.variadic(NumberFunctions::round, ANY, INT, FLOAT));
        return all;
    }

    private static Function wholes(long start, LongBinaryOperator operator) {
        return Function.variadic(
                a -> a.stream().mapToLong(NumberFunctions::whole).reduce(start, operator), ANY);
    }

    private static Function pair(LongBinaryOperator operator) {
        return Function.of(a -> operator.applyAsLong(whole(a.get(0)), whole(a.get(1))), ANY, ANY);
    }

    private static Function reduced(LongBinaryOperator operator) {
        return Function.variadic(
                a -> a.stream()
                        .mapToLong(NumberFunctions::whole)
                        .reduce(operator)
                        .orElse(0),
                ANY,
                ANY);
    }

    private static Function floats(DoubleBinaryOperator operator) {
        return Function.variadic(
                a -> a.stream()
                        .mapToDouble(NumberFunctions::number)
                        .reduce(operator)
                        .orElse(0),
                ANY,
                ANY);
    }

    private static Function decimals(BinaryOperator<BigDecimal> operator) {
        return Function.variadic(
                a -> a.stream()
                        .map(NumberFunctions::decimal)
                        .reduce(operator)
                        .map(BigDecimal::doubleValue)
                        .orElse(0.0),
                ANY,
                ANY);
    }

    private static Object divide(List<Object> arguments) throws TemplateException {
        BigDecimal result = decimal(arguments.getFirst());
        for (Object by : arguments.subList(1, arguments.size())) {
            BigDecimal divisor = decimal(by);
            if (divisor.signum() == 0) {
                throw new TemplateException("decimal division by 0");
            }
            result = result.divide(divisor, DIVISION_DIGITS, RoundingMode.HALF_UP);
        }
        return result.doubleValue();
    }

    private static Object round(List<Object> arguments) {
        double value = number(arguments.getFirst());
        int places = arguments.size() > 1 ? (int) whole(arguments.get(1)) : 0;
        double on = arguments.size() > 2 ? number(arguments.get(2)) : 0.5;
        double power = Math.pow(10, places);
        double digits = power * value;
        double rest = digits - (digits < 0 ? Math.ceil(digits) : Math.floor(digits));
        double rounded = digits < 0
                ? (rest <= -on ? Math.floor(digits) : Math.ceil(digits))
                : (rest >= on ? Math.ceil(digits) : Math.floor(digits));
        return rounded / power;
    }

    private static BigDecimal decimal(Object value) {
        double number = number(value);
        return Double.isFinite(number) ? new BigDecimal(Double.toString(number)) : BigDecimal.ZERO;
    }

    static long whole(Object value) {
        return switch (value) {
            case Long l -> l;
            case Double d -> d.longValue();
            case Boolean b -> b ? 1 : 0;
            case String s -> whole(s);
            default -> 0;
        };
    }

    private static long whole(String text) {
        String trimmed = text.replaceFirst("(?<=[0-9])\\.[0-9]*$", "");
        try {
            return trimmed.matches("[-+]?0[0-7]+") ? Long.parseLong(trimmed, 8) : Long.decode(trimmed);
        } catch (NumberFormatException e) {
            return 0;
        }
    }

    static double number(Object value) {
        return switch (value) {
            case Long l -> l.doubleValue();
            case Double d -> d;
            case Boolean b -> b ? 1 : 0;
            case String s -> {
                try {
                    yield GoStrings.parseFloat(s);
                } catch (NumberFormatException e) {
                    yield 0;
                }
            }
            default -> 0;
        };
    }

    /** Whether the library takes a value for empty. */
    static boolean empty(Object value) {
        return switch (value) {
            case Long l -> l == 0;
            case Double d -> d == 0;
            case Boolean b -> !b;
            case String s -> s.isEmpty();
            case List<?> l -> l.isEmpty();
            case Map<?, ?> m -> m.isEmpty();
            default -> value.toString().equals("<no value>");
        };
    }
}
