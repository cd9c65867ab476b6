/** Tests how entries are written. */
@NullMarked
package dev.plumbline.collector.write;

import org.jspecify.annotations.NullMarked;
