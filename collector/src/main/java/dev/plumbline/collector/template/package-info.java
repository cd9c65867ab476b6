/**
 * Go's text/template with the functions of Sprig and Alloy: parses templates of stages and fills them.
 *
 * <p>Values are {@link java.lang.Boolean}, {@link java.lang.Long} for int, {@link Int64} for int64, {@link
 * java.lang.Double}, {@link java.lang.String}, lists, maps, and {@link Nil} for nil and for what is missing.
 */
@NullMarked
package dev.plumbline.collector.template;

import org.jspecify.annotations.NullMarked;
