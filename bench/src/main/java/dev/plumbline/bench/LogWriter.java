package dev.plumbline.bench;

import java.io.Closeable;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Arrays;

/**
 * Writes one container's log in the two forms in which an engine has it: its json-file, and what its API sends, a chunk
 * for each message.
 */
final class LogWriter implements Closeable {
    private static final DateTimeFormatter SECOND =
            DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss").withZone(ZoneOffset.UTC);
    private static final int LARGE = 128 << 10;

    private final OutputStream json;
    private final OutputStream api;
    private final byte[] jsonBuffer = new byte[LARGE];
    private final byte[] apiBuffer = new byte[LARGE];
    private int jsonLength;
    private int apiLength;
    private long second = Long.MIN_VALUE;
    private byte[] secondText = new byte[0];
    private final byte[] digits = new byte[9];

    LogWriter(Path jsonFile, Path apiFile) throws IOException {
        json = Files.newOutputStream(jsonFile, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
        api = Files.newOutputStream(apiFile, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    }

    /** Writes a line with this timestamp; {@link #flush} makes it visible. */
    void line(long nanos, byte[] text, byte[] escaped) throws IOException {
        stamp(nanos);
        if (jsonLength + escaped.length + 128 > LARGE || apiLength + text.length + 128 > LARGE) {
            flush();
        }
        jsonText("{\"log\":\"");
        jsonBytes(escaped, escaped.length);
        jsonText("\\n\",\"stream\":\"stdout\",\"time\":\"");
        jsonBytes(secondText, secondText.length);
        // The engine leaves out zeros at the end of the fraction in its file, and pads with them in its API.
        int kept = digits.length;
        while (kept > 0 && digits[kept - 1] == '0') {
            kept--;
        }
        if (kept > 0) {
            jsonText(".");
            jsonBytes(digits, kept);
        }
        jsonText("Z\"}\n");
        frame(text);
    }

    private void frame(byte[] text) {
        int payload = secondText.length + 12 + text.length + 1;
        byte[] size = Integer.toHexString(payload + 8).getBytes(StandardCharsets.US_ASCII);
        apiBytes(size, size.length);
        apiText("\r\n");
        byte[] header = {
            1, 0, 0, 0, (byte) (payload >>> 24), (byte) (payload >>> 16), (byte) (payload >>> 8), (byte) payload
        };
        apiBytes(header, header.length);
        apiBytes(secondText, secondText.length);
        apiText(".");
        apiBytes(digits, digits.length);
        apiText("Z ");
        apiBytes(text, text.length);
        apiText("\n\r\n");
    }

    private void stamp(long nanos) {
        long whole = Math.floorDiv(nanos, 1_000_000_000L);
        if (whole != second) {
            second = whole;
            secondText = SECOND.format(Instant.ofEpochSecond(whole)).getBytes(StandardCharsets.US_ASCII);
        }
        long rest = nanos - whole * 1_000_000_000L;
        for (int i = digits.length - 1; i >= 0; i--) {
            digits[i] = (byte) ('0' + rest % 10);
            rest /= 10;
        }
    }

    @SuppressWarnings("deprecation") // The text is ASCII: its low bytes are what is wanted.
    private void jsonText(String text) {
        text.getBytes(0, text.length(), jsonBuffer, jsonLength);
        jsonLength += text.length();
    }

    private void jsonBytes(byte[] bytes, int length) {
        System.arraycopy(bytes, 0, jsonBuffer, jsonLength, length);
        jsonLength += length;
    }

    @SuppressWarnings("deprecation") // The text is ASCII: its low bytes are what is wanted.
    private void apiText(String text) {
        text.getBytes(0, text.length(), apiBuffer, apiLength);
        apiLength += text.length();
    }

    private void apiBytes(byte[] bytes, int length) {
        System.arraycopy(bytes, 0, apiBuffer, apiLength, length);
        apiLength += length;
    }

    void flush() throws IOException {
        json.write(jsonBuffer, 0, jsonLength);
        api.write(apiBuffer, 0, apiLength);
        jsonLength = 0;
        apiLength = 0;
    }

    @Override
    public void close() throws IOException {
        flush();
        json.close();
        api.close();
    }

    /** Returns a line as it stands within a JSON string. */
    static byte[] escaped(byte[] text) {
        byte[] out = new byte[text.length * 2];
        int length = 0;
        for (byte b : text) {
            if (b == '"' || b == '\\') {
                out[length++] = '\\';
            }
            out[length++] = b;
        }
        return Arrays.copyOf(out, length);
    }
}
