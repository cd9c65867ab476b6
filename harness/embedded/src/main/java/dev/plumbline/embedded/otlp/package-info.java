/** Reads OTLP over HTTP, protobuf and JSON, as the OpenTelemetry Collector's receiver reads it. */
@NullMarked
package dev.plumbline.embedded.otlp;

import org.jspecify.annotations.NullMarked;
