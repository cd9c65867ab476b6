/** Stands in for Tempo 3: OTLP in, traces by id, TraceQL, and metrics generated from spans. */
@NullMarked
package dev.plumbline.embedded.tempo;

import org.jspecify.annotations.NullMarked;
