/** The TraceQL language: text to expressions, their types, and what they evaluate to over a span. */
@NullMarked
package dev.plumbline.embedded.tempo.traceql;

import org.jspecify.annotations.NullMarked;
