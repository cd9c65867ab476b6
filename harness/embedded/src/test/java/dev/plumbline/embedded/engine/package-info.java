/** Asks the engine stand-in with docker-java, as a user of the real engine would. */
@NullMarked
package dev.plumbline.embedded.engine;

import org.jspecify.annotations.NullMarked;
