/** Relabel rules, and the components that apply them to targets and to log entries. */
@NullMarked
package dev.plumbline.collector.relabel;

import org.jspecify.annotations.NullMarked;
