/**
 * Writes log entries to Loki: batches, one request at a time for each stream, again and again until it is known what
 * became of every entry.
 */
@NullMarked
package dev.plumbline.collector.write;

import org.jspecify.annotations.NullMarked;
