/** Answers TraceQL over stored traces: what is fetched for a query, how stages work on it, series over time. */
@NullMarked
package dev.plumbline.embedded.tempo.query;

import org.jspecify.annotations.NullMarked;
