/** Tests how an engine is spoken to. */
@NullMarked
package dev.plumbline.collector.engine;

import org.jspecify.annotations.NullMarked;
