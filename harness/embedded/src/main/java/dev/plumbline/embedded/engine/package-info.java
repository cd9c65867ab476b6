/**
 * A stand-in for the container engine: its HTTP API over a unix socket, its json-file logs on disk, and containers that
 * are registered through Java instead of being run.
 */
@NullMarked
package dev.plumbline.embedded.engine;

import org.jspecify.annotations.NullMarked;
