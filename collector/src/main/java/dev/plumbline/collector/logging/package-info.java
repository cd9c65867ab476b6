/** The collector's own log: logfmt or JSON on stderr, held back where it repeats itself. */
@NullMarked
package dev.plumbline.collector.logging;

import org.jspecify.annotations.NullMarked;
