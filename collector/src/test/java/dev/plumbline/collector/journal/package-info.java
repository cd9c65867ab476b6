/** Tests what survives a torn write. */
@NullMarked
package dev.plumbline.collector.journal;

import org.jspecify.annotations.NullMarked;
