package dev.plumbline.embedded.otlp;

import java.math.BigDecimal;

/** Reads numbers, as numbers or as text, as protobuf's JSON allows both. */
final class JsonNumbers {
    private static final String TERMINATORS = ",]} \t\n";
    private static final BigDecimal MOST = new BigDecimal(Double.MAX_VALUE);

    private JsonNumbers() {}

    /** Reads a whole number with a sign, of 32 or 64 bits. */
    static long signed(JsonReader in, int bits) {
        String operation = "ReadInt" + bits;
        return switch (kind(in, operation)) {
            case '"' -> GoNumbers.parseInt(in, operation, in.string(), bits);
            default -> {
                int first = in.token();
                boolean negative = first == '-';
                long value = digits(in, negative ? in.take() : first, bits);
                long limit = bits == 32 ? 1L << 31 : Long.MIN_VALUE;
                if (Long.compareUnsigned(value, negative ? limit : limit - 1) > 0) {
                    throw in.error(operation, "overflow: " + Long.toUnsignedString(value));
                }
                yield negative ? -value : value;
            }
        };
    }

    /** Reads a whole number without a sign, of 32 or 64 bits. */
    static long unsigned(JsonReader in, int bits) {
        String operation = "ReadUint" + bits;
        return switch (kind(in, operation)) {
            case '"' -> GoNumbers.parseUint(in, operation, in.string(), bits);
            default -> digits(in, in.token(), bits);
        };
    }

    /** Reads a number with a fraction. */
    static double decimal(JsonReader in) {
        return switch (kind(in, "ReadUint64")) {
            case '"' -> GoNumbers.parseFloat(in, in.string());
            default -> decimal(in, 64);
        };
    }

    /** Returns {@code "} before a text and {@code 0} before a number. */
    static char kind(JsonReader in, String operation) {
        int next = in.next();
        if (next == '"') {
            return '"';
        }
        if (next == '-' || isDigit(next)) {
            return '0';
        }
        throw in.error(operation, "unsupported value type");
    }

    private static boolean isDigit(int c) {
        return c >= '0' && c <= '9';
    }

    private static long digits(JsonReader in, int first, int bits) {
        String operation = "readUint" + bits;
        if (!isDigit(first)) {
            throw OtlpException.unprintable();
        }
        long mask = bits == 32 ? 0xFFFF_FFFFL : -1L;
        long safe = Long.divideUnsigned(mask, 10) - 1;
        long value = (long) first - '0';
        while (first != '0' && isDigit(in.at(in.head()))) {
            long digit = (long) in.take() - '0';
            long more = (value * 10 + digit) & mask;
            if (Long.compareUnsigned(value, safe) > 0 && Long.compareUnsigned(more, value) < 0) {
                throw in.error(operation, "overflow");
            }
            value = more;
        }
        if (first != '0' && in.head() == in.length()) {
            in.end();
        }
        if (in.at(in.head()) == '.') {
            throw in.error("assertInteger", "can not decode float as int");
        }
        return value;
    }

    private static double decimal(JsonReader in, int bits) {
        String operation = "readFloat" + bits;
        boolean negative = in.next() == '-';
        if (negative) {
            in.token();
        }
        int first = in.head() < in.length() ? in.at(in.head()) : 'x';
        if (TERMINATORS.indexOf(first) >= 0) {
            throw in.error(operation, "empty number");
        }
        if (first == '.') {
            throw in.error(operation, "leading dot is invalid");
        }
        if (first == '0' && isDigit(in.at(in.head() + 1))) {
            throw in.error(operation, "leading zero is invalid");
        }
        String text = text(in);
        String problem = text.startsWith("-")
                ? "-- is not valid"
                : text.endsWith(".") && text.indexOf('.') == text.length() - 1
                        ? "dot can not be last character"
                        : text.contains(".") && !isDigit(text.charAt(text.indexOf('.') + 1))
                                ? "missing digit after dot"
                                : "";
        if (!problem.isEmpty()) {
            throw in.error(operation + "SlowPath", problem);
        }
        double value = GoNumbers.parseFloat(text).orElseThrow(() -> GoNumbers.notFloat(text));
        if (new BigDecimal(text).abs().compareTo(MOST) > 0) {
            throw new OtlpException("strconv.ParseFloat: parsing \"" + text + "\": value out of range");
        }
        return negative ? -value : value;
    }

    private static String text(JsonReader in) {
        int start = in.head();
        while ("+-.eE0123456789".indexOf(in.at(in.head())) >= 0) {
            in.take();
        }
        int end = in.head();
        if (end == in.length()) {
            in.end();
        }
        if (start == end) {
            throw in.error("readNumberAsString", "invalid number");
        }
        return in.text(start, end);
    }

    /** Passes over a number. */
    static void skip(JsonReader in) {
        boolean zero = in.next() == '0';
        int start = in.head();
        if (!zero && plain(in, start + 1)) {
            return;
        }
        try {
            decimal(in, zero ? 32 : 64);
        } catch (OtlpException e) {
            if (zero) {
                throw e;
            }
            // tried again as a number of any size, from where the first attempt left it
            text(in);
        }
    }

    private static boolean plain(JsonReader in, int start) {
        boolean dot = false;
        for (int i = start; i < in.length(); i++) {
            int c = in.at(i);
            if (c == '.') {
                if (dot) {
                    throw in.error("validateNumber", "more than one dot found in number");
                }
                if (i + 1 == in.length()) {
                    return false;
                }
                if (!isDigit(in.at(i + 1))) {
                    throw in.error("validateNumber", "missing digit after dot");
                }
                dot = true;
            } else if (!isDigit(c)) {
                boolean ends = c == '\r' || TERMINATORS.indexOf(c) >= 0;
                if (ends && i > start) {
                    in.moveTo(i);
                }
                return ends && i > start;
            }
        }
        return false;
    }
}
