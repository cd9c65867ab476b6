/** The kinds of failure that the report tells apart. */
@NullMarked
package dev.plumbline.harness.failure;

import org.jspecify.annotations.NullMarked;
