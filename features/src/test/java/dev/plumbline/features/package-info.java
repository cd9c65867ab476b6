/** Runs the feature files. */
@NullMarked
package dev.plumbline.features;

import org.jspecify.annotations.NullMarked;
