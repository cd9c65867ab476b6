/** Takes in remote write and OTLP metrics. */
@NullMarked
package dev.plumbline.embedded.prometheus.ingest;

import org.jspecify.annotations.NullMarked;
