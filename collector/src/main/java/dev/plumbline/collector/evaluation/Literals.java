package dev.plumbline.collector.evaluation;

import dev.plumbline.collector.config.Value;
import dev.plumbline.collector.syntax.Kind;
import java.io.ByteArrayOutputStream;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

/** Values of literals. */
final class Literals {
    private static final BigInteger MOST_SIGNED = BigInteger.valueOf(Long.MAX_VALUE);
    private static final BigInteger MOST_UNSIGNED = BigInteger.TWO.pow(64).subtract(BigInteger.ONE);

    private Literals() {}

    /**
     * Returns the value of a literal.
     *
     * @throws IllegalArgumentException if it has none
     */
    static Value value(Kind kind, String text) {
        return switch (kind) {
            case NULL -> new Value.Null();
            case BOOL -> new Value.Bool(text.equals("true"));
            case NUMBER -> number(text);
            case FLOAT -> decimal(text);
            case STRING -> new Value.Text(unquote(text));
            default -> throw new IllegalArgumentException("not a literal: " + kind.text());
        };
    }

    /** A leading zero makes it octal, as in Go, unless a digit says otherwise: then it is a decimal fraction. */
    private static Value number(String text) {
        boolean octal = text.length() > 1 && text.startsWith("0");
        if (octal && text.chars().anyMatch(c -> c > '7')) {
            return decimal(text);
        }
        BigInteger parsed = new BigInteger(text, octal ? 8 : 10);
        if (parsed.compareTo(MOST_SIGNED) <= 0) {
            return new Value.Whole(parsed.longValueExact());
        }
        if (parsed.compareTo(MOST_UNSIGNED) <= 0) {
            throw new IllegalArgumentException(
                    "whole numbers above 9223372036854775807 are not supported, got " + text);
        }
        return decimal(text);
    }

    private static Value decimal(String text) {
        double parsed = Double.parseDouble(text);
        if (Double.isInfinite(parsed)) {
            throw new IllegalArgumentException("number out of range: " + text);
        }
        return new Value.Decimal(parsed);
    }

    /** Returns the text of a string literal without its quotes, escapes replaced. */
    static String unquote(String literal) {
        String inner = literal.substring(1, literal.length() - 1);
        if (literal.startsWith("`")) {
            return inner.replace("\r", "");
        }
        if (inner.indexOf('\\') < 0) {
            return inner;
        }
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        for (int i = 0; i < inner.length(); ) {
            int c = inner.codePointAt(i);
            i += c == '\\' ? escape(inner, i + 1, out) + 1 : plain(c, out);
        }
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(out.toByteArray()))
                    .toString();
        } catch (CharacterCodingException e) {
            throw new IllegalArgumentException("the escapes of " + literal + " make no valid UTF-8", e);
        }
    }

    private static int plain(int c, ByteArrayOutputStream out) {
        out.writeBytes(Character.toString(c).getBytes(StandardCharsets.UTF_8));
        return Character.charCount(c);
    }

    /** Writes what an escape stands for; returns its length without the backslash. */
    private static int escape(String text, int at, ByteArrayOutputStream out) {
        char c = text.charAt(at);
        return switch (c) {
            case 'x' -> {
                out.write(Integer.parseInt(text, at + 1, at + 3, 16));
                yield 3;
            }
            case 'u', 'U' -> {
                int length = c == 'u' ? 4 : 8;
                plain(Integer.parseInt(text, at + 1, at + 1 + length, 16), out);
                yield 1 + length;
            }
            case '0', '1', '2', '3', '4', '5', '6', '7' -> {
                out.write(Integer.parseInt(text, at, at + 3, 8));
                yield 3;
            }
            default -> {
                int index = "abfnrtv".indexOf(c);
                out.write(index < 0 ? c : "\007\b\f\n\r\t\013".charAt(index));
                yield 1;
            }
        };
    }
}
