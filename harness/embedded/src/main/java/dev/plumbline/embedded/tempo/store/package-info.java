/** Traces as they were received, and the fields that queries see of them. */
@NullMarked
package dev.plumbline.embedded.tempo.store;

import org.jspecify.annotations.NullMarked;
