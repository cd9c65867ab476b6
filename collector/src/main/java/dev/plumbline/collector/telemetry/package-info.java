/** Metrics of the process, and those of all its components put together for one page. */
@NullMarked
package dev.plumbline.collector.telemetry;

import org.jspecify.annotations.NullMarked;
