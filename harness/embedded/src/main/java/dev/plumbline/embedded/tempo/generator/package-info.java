/** Generates metrics from spans, span metrics and the service graph, and writes them to Prometheus. */
@NullMarked
package dev.plumbline.embedded.tempo.generator;

import org.jspecify.annotations.NullMarked;
