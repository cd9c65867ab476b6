/** The time that tests have pass. */
@NullMarked
package dev.plumbline.embedded.clock;

import org.jspecify.annotations.NullMarked;
