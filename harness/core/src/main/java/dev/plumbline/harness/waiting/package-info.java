/** The one way to wait: with a name, a deadline, and what was seen last. */
@NullMarked
package dev.plumbline.harness.waiting;

import org.jspecify.annotations.NullMarked;
