package dev.plumbline.collector.evaluation;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

/** Query escaping as Go does it. */
final class UrlText {
    private UrlText() {}

    static String encode(String text) {
        StringBuilder out = new StringBuilder();
        for (byte b : text.getBytes(StandardCharsets.UTF_8)) {
            char c = (char) (b & 0xff);
            boolean plain = c < 0x80 && Character.isLetterOrDigit(c) || "-_.~".indexOf(c) >= 0;
            if (plain) {
                out.append(c);
            } else if (c == ' ') {
                out.append('+');
            } else {
                out.append(String.format("%%%02X", (int) c));
            }
        }
        return out.toString();
    }

    static String decode(String text) throws CallException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        for (int i = 0; i < bytes.length; i++) {
            if (bytes[i] == '%') {
                out.write(escaped(bytes, i));
                i += 2;
            } else {
                out.write(bytes[i] == '+' ? ' ' : bytes[i]);
            }
        }
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(out.toByteArray()))
                    .toString();
        } catch (CharacterCodingException e) {
            throw new CallException("decodes to bytes that are not UTF-8");
        }
    }

    private static int escaped(byte[] bytes, int at) throws CallException {
        int high = at + 2 < bytes.length ? Character.digit(bytes[at + 1], 16) : -1;
        int low = at + 2 < bytes.length ? Character.digit(bytes[at + 2], 16) : -1;
        if (high < 0 || low < 0) {
            int end = Math.min(at + 3, bytes.length);
            throw new CallException(
                    "invalid URL escape \"" + new String(bytes, at, end - at, StandardCharsets.UTF_8) + "\"");
        }
        return high * 16 + low;
    }
}
