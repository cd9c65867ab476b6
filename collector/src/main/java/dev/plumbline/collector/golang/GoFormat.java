package dev.plumbline.collector.golang;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Go's {@code fmt.Sprintf} over null, {@link Boolean}, {@link Long}, {@link Double}, {@link String}, {@link List} and
 * {@link Map}, which stand for nil, bool, int, float64, string, []interface {} and map[string]interface {}.
 */
public final class GoFormat {
    private final String format;
    private final List<? extends @Nullable Object> arguments;
    private final StringBuilder out = new StringBuilder();
    private int at;
    private int argument;
    private boolean reordered;
    private boolean goodIndex;
    private boolean afterIndex;

    private GoFormat(String format, List<? extends @Nullable Object> arguments) {
        this.format = format;
        this.arguments = arguments;
    }

    /** Formats as Go does, with Go's own words in place of what cannot be formatted. */
    public static String sprintf(String format, List<? extends @Nullable Object> arguments) {
        return new GoFormat(format, arguments).run();
    }

    private String run() {
        while (at < format.length()) {
            int percent = format.indexOf('%', at);
            if (percent < 0) {
                out.append(format, at, format.length());
                break;
            }
            out.append(format, at, percent);
            at = percent + 1;
            directive();
        }
        if (!reordered && argument < arguments.size()) {
            extra();
        }
        return out.toString();
    }

    private void extra() {
        out.append("%!(EXTRA ");
        for (int i = argument; i < arguments.size(); i++) {
            out.append(i > argument ? ", " : "");
            Object value = arguments.get(i);
            if (value == null) {
                out.append("<nil>");
            } else {
                out.append(GoValue.type(value)).append('=');
                new GoValue(new Flags(), out).print(value, 'v');
            }
        }
        out.append(')');
    }

    private void directive() {
        Flags flags = flags();
        goodIndex = true;
        afterIndex = false;
        argumentNumber();
        width(flags);
        precision(flags);
        if (!afterIndex) {
            argumentNumber();
        }
        if (at >= format.length()) {
            out.append("%!(NOVERB)");
            return;
        }
        int verb = format.codePointAt(at);
        at += Character.charCount(verb);
        if (verb == '%') {
            out.append('%');
        } else if (!goodIndex) {
            out.append("%!").appendCodePoint(verb).append("(BADINDEX)");
        } else if (argument >= arguments.size()) {
            out.append("%!").appendCodePoint(verb).append("(MISSING)");
        } else {
            verb(flags, verb);
        }
    }

    private void verb(Flags flags, int verb) {
        if (verb == 'w') {
            Object value = arguments.get(argument++);
            new GoValue(new Flags(), out).bad(value, 'w');
            return;
        }
        if (verb == 'v') {
            flags.goSyntax = flags.sharp;
            flags.sharp = false;
            flags.plusV = flags.plus;
            flags.plus = false;
        }
        new GoValue(flags, out).print(arguments.get(argument++), verb);
    }

    private Flags flags() {
        Flags flags = new Flags();
        for (; at < format.length(); at++) {
            switch (format.charAt(at)) {
                case '#' -> flags.sharp = true;
                case '0' -> flags.zero = true;
                case '+' -> flags.plus = true;
                case '-' -> flags.minus = true;
                case ' ' -> flags.space = true;
                default -> {
                    return flags;
                }
            }
        }
        return flags;
    }

    private void width(Flags flags) {
        if (is('*')) {
            at++;
            Integer given = starArgument();
            if (given == null) {
                out.append("%!(BADWIDTH)");
            } else if (given < 0) {
                flags.width = -given;
                flags.minus = true;
                flags.zero = false;
            } else {
                flags.width = given;
            }
            afterIndex = false;
            return;
        }
        flags.width = digits();
        if (afterIndex && flags.width >= 0) {
            goodIndex = false;
        }
    }

    private void precision(Flags flags) {
        if (!is('.')) {
            return;
        }
        at++;
        if (afterIndex) {
            goodIndex = false;
        }
        argumentNumber();
        if (is('*')) {
            at++;
            Integer given = starArgument();
            if (given == null || given < 0) {
                out.append("%!(BADPREC)");
            } else {
                flags.precision = given;
            }
            afterIndex = false;
        } else {
            flags.precision = Math.max(0, digits());
        }
    }

    private @Nullable Integer starArgument() {
        if (argument >= arguments.size()) {
            return null;
        }
        Object value = arguments.get(argument++);
        return value instanceof Long l && Math.abs(l) <= 1_000_000 ? Integer.valueOf(l.intValue()) : null;
    }

    private void argumentNumber() {
        if (!is('[')) {
            return;
        }
        reordered = true;
        int close = format.indexOf(']', at);
        if (close < 0) {
            goodIndex = false;
            at++;
            return;
        }
        String number = format.substring(at + 1, close);
        at = close + 1;
        boolean valid = number.matches("\\d{1,6}") && Integer.parseInt(number) >= 1;
        if (valid && Integer.parseInt(number) <= arguments.size()) {
            argument = Integer.parseInt(number) - 1;
            afterIndex = true;
        } else {
            goodIndex = false;
            afterIndex = valid;
        }
    }

    private int digits() {
        int start = at;
        int number = 0;
        while (at < format.length() && Character.digit(format.charAt(at), 10) >= 0 && format.charAt(at) < 0x80) {
            number = number * 10 + format.charAt(at) - '0';
            at++;
            if (number > 1_000_000) {
                return -1;
            }
        }
        return at == start ? -1 : number;
    }

    private boolean is(char wanted) {
        return at < format.length() && format.charAt(at) == wanted;
    }

    /** What stands between the percent sign and the verb. */
    static final class Flags {
        boolean sharp;
        boolean zero;
        boolean plus;
        boolean minus;
        boolean space;
        boolean goSyntax;
        boolean plusV;
        int width = -1;
        int precision = -1;
    }
}
