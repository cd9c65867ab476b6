/** LogQL: its text, its expressions, and what they answer over streams of entries. */
@NullMarked
package dev.plumbline.embedded.loki.logql;

import org.jspecify.annotations.NullMarked;
