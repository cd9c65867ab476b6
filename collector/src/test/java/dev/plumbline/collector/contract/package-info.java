/** Holds the collector to what Alloy answered. */
@NullMarked
package dev.plumbline.collector.contract;

import org.jspecify.annotations.NullMarked;
