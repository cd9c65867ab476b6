/** Stands in for an engine and for Loki, small enough to be made to fail in every way. */
@NullMarked
package dev.plumbline.collector.testkit;

import org.jspecify.annotations.NullMarked;
