/** Finds, hop by hop, where something was lost, with the figure that proves it. */
@NullMarked
package dev.plumbline.harness.diagnosis;

import org.jspecify.annotations.NullMarked;
