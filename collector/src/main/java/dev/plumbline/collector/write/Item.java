package dev.plumbline.collector.write;

import dev.plumbline.collector.entry.Receipt;

/**
 * One entry of a batch on its own, for the rare cases in which entries have fates of their own.
 *
 * @param bytes holds the entry, encoded with its tag and length
 * @param lineOffset where its line begins in {@code bytes}
 * @param lineBytes length of its line
 */
record Item(
        Stream stream,
        long timestamp,
        byte[] bytes,
        int offset,
        int length,
        int lineOffset,
        int lineBytes,
        Receipt receipt) {}
