/** Log entries on their way from a source through the pipeline to a writer, and the receipts that follow them. */
@NullMarked
package dev.plumbline.collector.entry;

import org.jspecify.annotations.NullMarked;
