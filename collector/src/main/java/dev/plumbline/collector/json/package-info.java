/** JSON values as the pipeline's stages see them, read and written by the rules of the library that Alloy uses. */
@NullMarked
package dev.plumbline.collector.json;

import org.jspecify.annotations.NullMarked;
