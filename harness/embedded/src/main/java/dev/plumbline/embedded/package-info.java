/**
 * Stand-ins for the services of the stack, for machines without a container engine. They speak the same HTTP APIs; what
 * they do not support they refuse by name. They are held to {@code src/test/resources/contract}.
 */
@NullMarked
package dev.plumbline.embedded;

import org.jspecify.annotations.NullMarked;
