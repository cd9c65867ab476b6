/** Gives a parsed configuration its values: expressions, references between components, types, blocks. */
@NullMarked
package dev.plumbline.collector.evaluation;

import org.jspecify.annotations.NullMarked;
