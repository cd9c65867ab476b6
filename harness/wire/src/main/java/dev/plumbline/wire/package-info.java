/** TCP connections between services that can be slowed down, broken, held and cut; needs nothing but the JDK. */
@NullMarked
package dev.plumbline.wire;

import org.jspecify.annotations.NullMarked;
