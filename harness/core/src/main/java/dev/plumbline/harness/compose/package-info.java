/** Reads compose.yaml, the one description of the stack, as far as the harness needs it. */
@NullMarked
package dev.plumbline.harness.compose;

import org.jspecify.annotations.NullMarked;
