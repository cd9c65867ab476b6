/** The collector's entry point. */
@NullMarked
package dev.plumbline.collector;

import org.jspecify.annotations.NullMarked;
