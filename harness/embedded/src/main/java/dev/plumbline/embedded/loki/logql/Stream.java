package dev.plumbline.embedded.loki.logql;

import java.util.List;

/**
 * Entries of one stream in a window, as a store hands them over.
 *
 * @param labels labels of the stream
 * @param entries entries by time, oldest first
 */
public record Stream(Labels labels, List<Entry> entries) {}
