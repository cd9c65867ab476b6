/** Reads the text and OpenMetrics exposition formats. */
@NullMarked
package dev.plumbline.embedded.prometheus.exposition;

import org.jspecify.annotations.NullMarked;
