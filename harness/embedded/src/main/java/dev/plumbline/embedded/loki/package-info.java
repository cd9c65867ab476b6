/** The Loki stand-in: push, OTLP, queries and their edges over streams held in memory. */
@NullMarked
package dev.plumbline.embedded.loki;

import org.jspecify.annotations.NullMarked;
