package dev.plumbline.collector.golang;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * A text that every match of a regular expression contains: searching the bytes of a line for it first spares most lines
 * from becoming a string.
 */
public final class RequiredLiteral {
    private final byte[] literal;

    private RequiredLiteral(byte[] literal) {
        this.literal = literal;
    }

    /** Derives it from an expression that compiles; the empty text where none can be told. */
    public static RequiredLiteral of(String expression) {
        return new RequiredLiteral(new LiteralScan(expression).longest().getBytes(StandardCharsets.UTF_8));
    }

    /** Takes the text itself. */
    public static RequiredLiteral exactly(String text) {
        return new RequiredLiteral(text.getBytes(StandardCharsets.UTF_8));
    }

    /** Tells whether the bytes hold it, so that the expression may match. */
    public boolean mayMatch(byte[] bytes, int offset, int length) {
        byte[] wanted = literal;
        if (wanted.length == 0) {
            return true;
        }
        byte first = wanted[0];
        int last = offset + length - wanted.length;
        for (int i = offset; i <= last; i++) {
            if (bytes[i] == first && Arrays.equals(bytes, i, i + wanted.length, wanted, 0, wanted.length)) {
                return true;
            }
        }
        return false;
    }

    @Override
    public String toString() {
        return new String(literal, StandardCharsets.UTF_8);
    }
}
