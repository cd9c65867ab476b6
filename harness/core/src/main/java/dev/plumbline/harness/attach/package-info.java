/** The stack that somebody else runs: described by a file, asked before the first scenario, never changed. */
@NullMarked
package dev.plumbline.harness.attach;

import org.jspecify.annotations.NullMarked;
