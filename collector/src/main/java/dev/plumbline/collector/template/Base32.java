package dev.plumbline.collector.template;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/** Base32 by RFC 4648. */
final class Base32 {
    private static final String ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";

    private Base32() {}

    static String encode(byte[] bytes) {
        StringBuilder out = new StringBuilder();
        int bits = 0;
        int held = 0;
        for (byte b : bytes) {
            held = held << 8 | b & 0xff;
            bits += 8;
            while (bits >= 5) {
                out.append(ALPHABET.charAt(held >> bits - 5 & 31));
                bits -= 5;
            }
            held &= (1 << bits) - 1;
        }
        if (bits > 0) {
            out.append(ALPHABET.charAt(held << 5 - bits & 31));
        }
        while (out.length() % 8 != 0) {
            out.append('=');
        }
        return out.toString();
    }

    /** What is not base32 becomes Go's message. */
    static String decode(String text) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        String digits = text.replaceFirst("=+$", "");
        int bits = 0;
        int held = 0;
        for (int i = 0; i < digits.length(); i++) {
            int digit = ALPHABET.indexOf(digits.charAt(i));
            if (digit < 0) {
                return "illegal base32 data at input byte " + i;
            }
            held = held << 5 | digit;
            bits += 5;
            if (bits >= 8) {
                out.write(held >> bits - 8);
                bits -= 8;
                held &= (1 << bits) - 1;
            }
        }
        return text.length() % 8 == 0
                ? out.toString(StandardCharsets.UTF_8)
                : "illegal base32 data at input byte " + text.length() / 8 * 8;
    }
}
