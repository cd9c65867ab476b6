/** Speaks to a container engine over a socket with as little between the bytes and the reader as possible. */
@NullMarked
package dev.plumbline.collector.engine;

import org.jspecify.annotations.NullMarked;
