/** Turns a Promtail configuration into the equivalent Alloy configuration, and says what has no equivalent. */
@NullMarked
package dev.plumbline.collector.convert;

import org.jspecify.annotations.NullMarked;
