/** What Go's standard library makes of text, numbers and durations; Alloy's answers show it, so ours must too. */
@NullMarked
package dev.plumbline.collector.go;

import org.jspecify.annotations.NullMarked;
