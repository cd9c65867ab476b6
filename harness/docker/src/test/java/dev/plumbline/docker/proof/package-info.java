/** The proof of the log collector on a real container engine of its own: {@code mvn verify -Pengine}. */
@NullMarked
package dev.plumbline.docker.proof;

import org.jspecify.annotations.NullMarked;
