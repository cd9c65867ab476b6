/** Tempo's HTTP API: parameters, answers and errors in its own form. */
@NullMarked
package dev.plumbline.embedded.tempo.api;

import org.jspecify.annotations.NullMarked;
