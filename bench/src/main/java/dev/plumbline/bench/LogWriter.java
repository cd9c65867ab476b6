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
 * Writes one container's log in one of the two forms in which an engine has it: its json-file, or what its API sends, a
 * chunk for each message.
 */
final class LogWriter implements Closeable {
    private static final DateTimeFormatter SECOND =
            DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss").withZone(ZoneOffset.UTC);
    private static final int LARGE = 128 << 10;

    private final OutputStream file;
    private final boolean api;
    private final byte[] buffer = new byte[LARGE];
    private int length;
    private long second = Long.MIN_VALUE;
    private byte[] secondText = new byte[0];
    private final byte[] digits = new byte[9];

    LogWriter(Path path, boolean api) throws IOException {
        this.file = Files.newOutputStream(path, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
        this.api = api;
    }

    /** Writes a line with this timestamp; {@link #flush} makes it visible. */
    void line(long nanos, byte[] text, byte[] escaped) throws IOException {
        stamp(nanos);
        if (length + escaped.length + 128 > LARGE) {
            flush();
        }
        if (api) {
            frame(text);
        } else {
            json(escaped);
        }
    }

    private void json(byte[] escaped) {
        text("{\"log\":\"");
        bytes(escaped, escaped.length);
        text("\\n\",\"stream\":\"stdout\",\"time\":\"");
        bytes(secondText, secondText.length);
        // The engine leaves out zeros at the end of the fraction in its file, and pads with them in its API.
        int kept = digits.length;
        while (kept > 0 && digits[kept - 1] == '0') {
            kept--;
        }
        if (kept > 0) {
            text(".");
            bytes(digits, kept);
        }
        text("Z\"}\n");
    }

    private void frame(byte[] line) {
        int payload = secondText.length + 12 + line.length + 1;
        byte[] size = Integer.toHexString(payload + 8).getBytes(StandardCharsets.US_ASCII);
        bytes(size, size.length);
        text("\r\n");
        byte[] header = {
            1, 0, 0, 0, (byte) (payload >>> 24), (byte) (payload >>> 16), (byte) (payload >>> 8), (byte) payload
        };
        bytes(header, header.length);
        bytes(secondText, secondText.length);
        text(".");
        bytes(digits, digits.length);
        text("Z ");
        bytes(line, line.length);
        text("\n\r\n");
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
    private void text(String text) {
        text.getBytes(0, text.length(), buffer, length);
        length += text.length();
    }

    private void bytes(byte[] bytes, int count) {
        System.arraycopy(bytes, 0, buffer, length, count);
        length += count;
    }

    void flush() throws IOException {
        file.write(buffer, 0, length);
        length = 0;
    }

    @Override
    public void close() throws IOException {
        flush();
        file.close();
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
