/** The embedded stack: stand-ins inside this JVM, or real programs as processes, and the collector as it is. */
@NullMarked
package dev.plumbline.embedded.stack;

import org.jspecify.annotations.NullMarked;
