/** Keeps small records on disk so that a kill, a torn write or a full disk never costs more than the last of them. */
@NullMarked
package dev.plumbline.collector.journal;

import org.jspecify.annotations.NullMarked;
