/** Runs components: builds them from a configuration, joins them by their exports, reloads and ends them. */
@NullMarked
package dev.plumbline.collector.runtime;

import org.jspecify.annotations.NullMarked;
