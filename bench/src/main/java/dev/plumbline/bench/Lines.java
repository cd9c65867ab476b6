package dev.plumbline.bench;

import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Random;

/** Lines as services write them: alike, but none the same. From a fixed seed, so that every run measures the same. */
final class Lines {
    private static final int KINDS = 4096;
    private static final String[] WORDS = {
        "accepted",
        "cart",
        "checkout",
        "completed",
        "connection",
        "customer",
        "delivered",
        "failed",
        "gateway",
        "inventory",
        "invoice",
        "order",
        "payment",
        "queue",
        "refund",
        "request",
        "retry",
        "session",
        "shipment",
        "stock",
        "timeout",
        "token",
        "upstream",
        "worker"
    };
    private static final String[] LEVELS = {"info", "info", "info", "debug", "warn", "error"};

    private final byte[][] texts = new byte[KINDS][];
    private final byte[][] escaped = new byte[KINDS][];

    /**
     * Makes lines.
     *
     * @param length of each in bytes
     * @param json whether they are JSON, and so full of quotes
     */
    Lines(int length, boolean json) {
        Random random = new Random(20260115);
        for (int i = 0; i < KINDS; i++) {
            texts[i] = json ? json(random, length) : plain(random, length);
            escaped[i] = LogWriter.escaped(texts[i]);
        }
    }

    private static byte[] plain(Random random, int length) {
        StringBuilder line = new StringBuilder(String.format(
                Locale.ROOT,
                "level=%s trace=%016x status=%d took=%dms path=/api/%s/%d msg=",
                LEVELS[random.nextInt(LEVELS.length)],
                random.nextLong(),
                200 + random.nextInt(4) * 100,
                random.nextInt(2000),
                WORDS[random.nextInt(WORDS.length)],
                random.nextInt(100_000)));
        while (line.length() < length) {
            line.append(WORDS[random.nextInt(WORDS.length)])
                    .append(random.nextInt(8) == 0 ? Integer.toString(random.nextInt(10_000)) : "")
                    .append(' ');
        }
        return line.substring(0, length).getBytes(StandardCharsets.US_ASCII);
    }

    private static byte[] json(Random random, int length) {
        StringBuilder line = new StringBuilder(String.format(
                Locale.ROOT,
                "{\"level\":\"%s\",\"trace\":\"%016x\",\"status\":%d,\"msg\":\"",
                LEVELS[random.nextInt(LEVELS.length)],
                random.nextLong(),
                200 + random.nextInt(4) * 100));
        while (line.length() < length - 2) {
            line.append(WORDS[random.nextInt(WORDS.length)]).append(' ');
        }
        return (line.substring(0, length - 2) + "\"}").getBytes(StandardCharsets.US_ASCII);
    }

    byte[] text(int i) {
        return texts[i & KINDS - 1];
    }

    byte[] escaped(int i) {
        return escaped[i & KINDS - 1];
    }
}
