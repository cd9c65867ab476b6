/** Stands in for the OpenTelemetry Collector: OTLP in over HTTP, on to Tempo and Loki, metrics for Prometheus. */
@NullMarked
package dev.plumbline.embedded.otelcollector;

import org.jspecify.annotations.NullMarked;
