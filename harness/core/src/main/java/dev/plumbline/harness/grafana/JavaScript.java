package dev.plumbline.harness.grafana;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** How JavaScript reads numbers and writes JSON, where Grafana's libraries rely on it. */
final class JavaScript {
    /** What counts as white space: more than Java's own class. */
    static final String SPACE = "\\s\\u00A0\\u1680\\u2000-\\u200A\\u2028\\u2029\\u202F\\u205F\\u3000\\uFEFF";

    private static final Pattern AROUND = Pattern.compile("^[" + SPACE + "]+|[" + SPACE + "]+$");
    private static final Pattern DECIMAL = Pattern.compile("[-+]?(\\d+\\.?\\d*|\\.\\d+)([eE][-+]?\\d+)?");
    private static final Pattern RADIX = Pattern.compile("0([xX][0-9a-fA-F]+|[oO][0-7]+|[bB][01]+)");
    private static final Pattern WHOLE = Pattern.compile("^[" + SPACE + "]*([-+]?\\d+)");

    private JavaScript() {}

    /** Does what {@code Number(text)} does; NaN if it is none, 0 for nothing. */
    static double number(String text) {
        String bare = AROUND.matcher(text).replaceAll("");
        if (bare.isEmpty()) {
            return 0;
        }
        if (RADIX.matcher(bare).matches()) {
            int radix = switch (Character.toLowerCase(bare.charAt(1))) {
                case 'x' -> 16;
                case 'o' -> 8;
                default -> 2;
            };
            return new java.math.BigInteger(bare.substring(2), radix).doubleValue();
        }
        if (bare.matches("[-+]?Infinity")) {
            return bare.startsWith("-") ? Double.NEGATIVE_INFINITY : Double.POSITIVE_INFINITY;
        }
        return DECIMAL.matcher(bare).matches() ? Double.parseDouble(bare) : Double.NaN;
    }

    /** Does what {@code parseInt(text, 10)} does: reads the digits in front; NaN if there are none. */
    static double parseInt(String text) {
        Matcher whole = WHOLE.matcher(text);
        return whole.find() ? Double.parseDouble(whole.group(1)) : Double.NaN;
    }

    /** Does what {@code JSON.stringify(text)} does. */
    static String quoted(String text) {
        StringBuilder json = new StringBuilder("\"");
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            switch (c) {
                case '"', '\\' -> json.append('\\').append(c);
                case '\b' -> json.append("\\b");
                case '\f' -> json.append("\\f");
                case '\n' -> json.append("\\n");
                case '\r' -> json.append("\\r");
                case '\t' -> json.append("\\t");
                default -> json.append(c < ' ' ? "\\u%04x".formatted((int) c) : Character.toString(c));
            }
        }
        return json.append('"').toString();
    }
}
