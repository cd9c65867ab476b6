/** Small helpers for messages. */
@NullMarked
package dev.plumbline.harness.text;

import org.jspecify.annotations.NullMarked;
