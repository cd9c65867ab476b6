/** Tests the way of a line from an engine to Loki, through everything in between. */
@NullMarked
package dev.plumbline.collector.delivery;

import org.jspecify.annotations.NullMarked;
